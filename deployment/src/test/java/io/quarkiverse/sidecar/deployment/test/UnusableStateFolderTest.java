package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

/** Without a place for records a sidecar runs all the same; log and status say what is lost, in sentences. */
class UnusableStateFolderTest {

    static final int PORT = JvmWide.port(UnusableStateFolderTest.class);

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT)
            .overrideRuntimeConfigKey("quarkus.sidecar.state-directory", "/dev/null/state")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("io.quarkiverse.sidecar")
                    && record.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
            .assertLogRecords(records -> {
                assertThat(records).isNotEmpty().extracting(LogRecord::getThrown).containsOnlyNulls();
                assertThat(records)
                        .anySatisfy(record -> assertThat(record.getMessage() + Arrays.toString(record.getParameters()))
                                .contains("/dev/null is no folder"));
                assertThat(records).as("told once, and not again at every launch").singleElement()
                        .satisfies(record -> assertThat(record.getMessage()).contains("Set quarkus.sidecar.state-directory"));
            });

    @Inject
    @Identifier("web")
    Sidecar web;

    @Test
    void runsAndSaysThatNothingIsRecorded() {
        assertThat(web.awaitReady(Duration.ofSeconds(30)).protections()).doesNotContain(Protection.RECORD);
    }
}
