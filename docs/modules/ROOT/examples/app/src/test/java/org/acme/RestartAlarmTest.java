package org.acme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarFailure;
import io.quarkiverse.sidecar.SidecarRestartScheduled;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;

@QuarkusTest
class RestartAlarmTest {

    private static final Logger LOG = Logger.getLogger(RestartAlarm.class.getName());

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            warnings.add(((ExtLogRecord) record).getFormattedMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @Inject
    @Identifier("quotes")
    Event<SidecarRestartScheduled> events;

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(handler);
    }

    @Test
    void warnsAtTheThirdRestart() {
        for (int launch = 1; launch <= 3; launch++) {
            events.fire(new SidecarRestartScheduled("quotes", launch, Instant.now(), Duration.ZERO,
                    new SidecarFailure(FailureReason.EXITED, "It exited", Instant.now(), Optional.empty())));
        }

        assertThat(warnings, contains(containsString("quotes was restarted 3 times")));
    }
}
