package io.quarkiverse.sidecar.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.net.HostAndPort;

class CrossSiteCheckTest {

    @Test
    void aProgramThatIsNoBrowserNamesNoPage() {
        CrossSiteCheck none = page(null, null, "app.example");
        assertThat(none.foreign()).isFalse();
        assertThat(none.perhapsRebound()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "http://app.example,app.example", "https://app.example,app.example",
            "http://app.example:8080,app.example:8080",
            "http://app.example,app.example:80", "https://app.example,app.example:443", "http://[::1]:8080,[::1]:8080" })
    void itsOwnPageIsNotForeign(String origin, String host) {
        assertThat(page(null, origin, host).foreign()).isFalse();
        assertThat(page("same-origin", origin, host).foreign()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "http://evil.example,app.example", "http://app.example:81,app.example", "http://app.example,app.example:8080",
            "http://app.example.evil.example,app.example", "http://app.example@evil.example,app.example", "null,app.example",
            "'',app.example", "app.example,app.example", "http://evil.example/app.example,app.example",
            "http://evil.example app.example,app.example" })
    void anyOtherIs(String origin, String host) {
        assertThat(page(null, origin, host).foreign()).isTrue();
    }

    @Test
    void whatTheBrowserSaysOfTheSiteCounts() {
        assertThat(Stream.of("cross-site", "same-site", "", "SAME-ORIGIN", "same-origin,none"))
                .allMatch(site -> page(site, "http://app.example", "app.example").foreign());
        assertThat(page("none", null, "app.example").foreign()).isFalse();
    }

    @Test
    void aPageWithoutAHostToCompareWithIsForeign() {
        assertThat(new CrossSiteCheck(Optional.empty(), Optional.of("http://app.example"), Optional.empty()).foreign())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "LOCALHOST:8080", "127.0.0.1", "10.1.2.3:9000", "[::1]:8080" })
    void anAddressCannotBePointedElsewhere(String host) {
        assertThat(page(null, "http://" + host, host).perhapsRebound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "evil.example", "localhost.evil.example:8080", "127.0.0.1.evil.example", "localhost.", "1.2.3" })
    void aNameCan(String host) {
        assertThat(page("same-origin", "http://" + host, host).perhapsRebound()).isTrue();
    }

    private static CrossSiteCheck page(String fetchSite, String origin, String host) {
        return new CrossSiteCheck(Optional.ofNullable(fetchSite), Optional.ofNullable(origin),
                Optional.of(HostAndPort.parseAuthority(host, -1)));
    }
}
