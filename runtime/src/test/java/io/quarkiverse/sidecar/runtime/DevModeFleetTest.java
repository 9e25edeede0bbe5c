package io.quarkiverse.sidecar.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.port.PortAssignments;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkus.dev.console.DevConsoleManager;

/** Dev mode ends once in the life of a class loader: so there is one test. */
class DevModeFleetTest {

    @Test
    void itsEndIsNotMissedByAReloadThatIsUnderWay() {
        AtomicReference<Runnable> end = new AtomicReference<>();
        DevConsoleManager.setGlobal(DevModeFleet.END, end);
        assertThat(DevModeFleet.possible()).isTrue();
        DevModeFleet.launch(DevModeFleet.next(List.of(), surroundings()));

        // As Quarkus does it: the globals first, then what is to be run at the end.
        DevConsoleManager.close();
        assertThat(DevModeFleet.possible()).as("an application that starts now is still one of dev mode").isTrue();
        Fleet late = DevModeFleet.next(List.of(), surroundings());
        end.get().run();
        assertThatThrownBy(() -> DevModeFleet.launch(late)).hasMessageContaining("Dev mode has ended");
    }

    private static Fleet.Surroundings surroundings() {
        return new Fleet.Surroundings(new Reclaimer(ProcessTable.ofThisMachine(), Optional.empty()), event -> {
        }, exact -> exact, new PortAssignments(), Runnable::run, null, Duration.ofSeconds(20));
    }
}
