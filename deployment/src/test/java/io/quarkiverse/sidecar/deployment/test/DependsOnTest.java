package io.quarkiverse.sidecar.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Sidecar;
import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarFailed;
import io.quarkiverse.sidecar.SidecarFailedException;
import io.quarkiverse.sidecar.SidecarLaunched;
import io.quarkiverse.sidecar.SidecarReady;
import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** {@code shop} needs {@code web} needs {@code migration}, which fails until there is a file. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DependsOnTest {

    static final int PORT = JvmWide.port(DependsOnTest.class);
    static final Duration LONG = Duration.ofSeconds(30);
    static final Path FOLDER = Path.of(JvmWide.of(DependsOnTest.class, "folder", DependsOnTest::newFolder));

    @RegisterExtension
    static final QuarkusUnitTest APP = Apps.withWeb(PORT, EventJournal.class)
            .overrideConfigKey("quarkus.sidecar.web.depends-on", "migration")
            .overrideConfigKey("quarkus.sidecar.shop.command",
                    "sh,-c,trap 'echo shop >> ends; exit 0' TERM; while :; do sleep 0.05; done")
            .overrideConfigKey("quarkus.sidecar.shop.restart.stable-after", "100ms")
            .overrideConfigKey("quarkus.sidecar.shop.depends-on", "web,migration,disk")
            .overrideConfigKey("quarkus.sidecar.disk.command",
                    "sh,-c,trap 'echo disk >> ends; exit 0' TERM; while :; do sleep 0.05; done")
            .overrideConfigKey("quarkus.sidecar.disk.restart.stable-after", "100ms")
            .overrideConfigKey("quarkus.sidecar.migration.command", "sh,-c,[ -e migrated ] || exit 65")
            .overrideConfigKey("quarkus.sidecar.migration.restart.policy", "on-failure")
            .overrideConfigKey("quarkus.sidecar.migration.restart.fatal-exit-codes", "65")
            .overrideConfigKey("quarkus.sidecar.migration.working-directory", FOLDER.toString())
            .overrideConfigKey("quarkus.sidecar.shop.working-directory", FOLDER.toString())
            .overrideConfigKey("quarkus.sidecar.disk.working-directory", FOLDER.toString())
            .setAfterUndeployListener(DependsOnTest::assertEndedInOrder);

    @Inject
    Sidecars sidecars;

    @Inject
    EventJournal journal;

    @Test
    @Order(1)
    void aFailureSaysSoInThoseThatWait() {
        Sidecar shop = sidecars.get("shop");
        await().atMost(LONG).until(() -> shop.status().state() == SidecarState.FAILED);
        await().atMost(LONG).untilAsserted(() -> assertThat(journal.of(SidecarFailed.class, "web")).singleElement()
                .satisfies(failed -> {
                    assertThat(failed.reason()).isEqualTo(FailureReason.DEPENDENCY_FAILED);
                    assertThat(failed.message()).contains("'migration'", "FATAL_EXIT_CODE", "exit 65");
                }));
        assertThat(journal.of(SidecarLaunched.class, "web")).isEmpty();
        RestAssured.get("/q/health/ready").then().statusCode(503)
                .body(check("data['web.reason']"), equalTo("DEPENDENCY_FAILED"))
                .body(check("data['web.message']"), containsString("'migration'"));
    }

    @Test
    @Order(2)
    void itsStartStartsWhatFailedBeforeIt() throws IOException {
        assertThat(sidecars.get("shop").start().onFailure(SidecarFailedException.class).recoverWithNull().await()
                .atMost(LONG)).as("it fails again").isNull();
        assertThat(sidecars.get("migration").status().launch()).isEqualTo(2);

        Files.createFile(FOLDER.resolve("migrated"));
        assertThat(sidecars.get("shop").start().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        assertThat(sidecars.get("migration").status().state()).isEqualTo(SidecarState.COMPLETED);
        assertThat(sidecars.get("web").status().state()).isEqualTo(SidecarState.READY);
        RestAssured.get("/q/health/ready").then().statusCode(200);
        await().atMost(LONG).untilAsserted(() -> assertThat(indexOf(SidecarLaunched.class, "shop"))
                .isGreaterThan(indexOf(SidecarReady.class, "web")).isGreaterThan(indexOf(SidecarReady.class, "disk")));
        assertThat(indexOf(SidecarReady.class, "web")).isNotNegative();
    }

    @Test
    @Order(3)
    void aStopStopsItAlone() {
        assertThat(sidecars.get("disk").stop().await().atMost(LONG).state()).isEqualTo(SidecarState.STOPPED);
        assertThat(sidecars.get("shop").status().state()).isEqualTo(SidecarState.READY);
        assertThat(sidecars.get("shop").restart().await().atMost(LONG).state()).isEqualTo(SidecarState.READY);
        assertThat(sidecars.get("disk").status().state()).as("it is needed again").isEqualTo(SidecarState.READY);
    }

    @Test
    @Order(4)
    void oneThatWaitsSaysForWhom() {
        sidecars.get("disk").stop().await().atMost(LONG);
        ProcessHandle.of(sidecars.get("shop").status().pid().getAsLong()).orElseThrow().destroyForcibly();
        await().atMost(LONG).untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(503)
                .body(check("data['shop.waiting-for']"), equalTo("disk"))
                .body(check("data['web.waiting-for']"), nullValue()));
        assertThatThrownBy(() -> sidecars.get("shop").awaitReady(Duration.ofMillis(1))).hasMessageContaining("waits for disk");

        sidecars.get("disk").start();
        await().atMost(LONG).untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200)
                .body(check("data['shop.waiting-for']"), nullValue()));
    }

    private int indexOf(Class<? extends SidecarEvent> type, String name) {
        List<SidecarEvent> told = journal.synchronous;
        return told.indexOf(told.stream().filter(type::isInstance).filter(event -> event.name().equals(name)).findFirst()
                .orElse(null));
    }

    private static String check(String field) {
        return "checks.find { it.name == 'Sidecars' }." + field;
    }

    private static String newFolder() {
        try {
            return Files.createDirectories(Path.of("target/depends-on/" + UUID.randomUUID())).toAbsolutePath().toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertEndedInOrder() {
        try {
            assertThat(Files.readAllLines(FOLDER.resolve("ends"))).endsWith("shop", "disk");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
