package io.quarkiverse.sidecar.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ServiceLinksTest {

    @Test
    void areFoundForEveryServiceOfThatPrefix() {
        for (String service : new String[] { "QUARKUS_SIDECAR", "QUARKUS_SIDECAR_WEB", "QUARKUS_SIDECAR_ENABLED" }) {
            for (String protocol : new String[] { "TCP", "UDP", "SCTP" }) {
                Map<String, String> links = links(service, protocol);
                assertThat(ServiceLinks.among(links)).isEqualTo(links.keySet());
            }
        }
    }

    @Test
    void areFoundWhereOnlySomeAreLeft() {
        assertThat(ServiceLinks.among(Map.of("QUARKUS_SIDECAR_PORT_4820_TCP_PORT", "4820"))).hasSize(1);
        assertThat(ServiceLinks.among(Map.of("QUARKUS_SIDECAR_WEB_PORT", "tcp://10.96.0.7:4820"))).hasSize(1);
        assertThat(ServiceLinks.among(Map.of("QUARKUS_SIDECAR_SERVICE_PORT", "4820", "QUARKUS_SIDECAR_SERVICE_HOST",
                "10.96.0.7"))).hasSize(2);
    }

    @Test
    void areNotConfusedWithConfiguration() {
        assertThat(ServiceLinks.among(Map.of("QUARKUS_SIDECAR_WEB_PORT", "4820", "QUARKUS_SIDECAR_AUTH_SERVICE_HOST",
                "10.0.0.5", "QUARKUS_SIDECAR_AUTH_SERVICE_PORT", "8080", "QUARKUS_SIDECAR_WEB_HOST", "tcp://x",
                "QUARKUS_SIDECAR_WEB_ENVIRONMENT_DB_PORT", "tcp://db:5432", "QUARKUS_SIDECAR_WEB_ENVIRONMENT_PORT_80_TCP_ADDR",
                "10.0.0.5", "DEMO_PORT", "tcp://10.96.0.7:80"))).isEmpty();
    }

    @Test
    void areReportedByName() {
        assertThat(ServiceLinks.notice(ServiceLinks.among(Map.of("HOME", "/root")))).isEmpty();
        assertThat(ServiceLinks.notice(ServiceLinks.among(Map.of("QUARKUS_SIDECAR_WEB_PORT", "tcp://10.96.0.7:4820"))))
                .hasValueSatisfying(notice -> assertThat(notice).contains("QUARKUS_SIDECAR_WEB_PORT", "enableServiceLinks"));
    }

    private static Map<String, String> links(String service, String protocol) {
        String url = protocol.toLowerCase(java.util.Locale.ROOT) + "://10.96.0.7:4820";
        Map<String, String> links = new HashMap<>(Map.of(service + "_SERVICE_HOST", "10.96.0.7", service + "_SERVICE_PORT",
                "4820", service + "_SERVICE_PORT_HTTP", "4820", service + "_PORT", url));
        String numbered = service + "_PORT_4820_" + protocol;
        links.putAll(Map.of(numbered, url, numbered + "_PROTO", "tcp", numbered + "_PORT", "4820", numbered + "_ADDR",
                "10.96.0.7"));
        return links;
    }
}
