package io.quarkiverse.sidecar.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.sidecar.runtime.launch.LaunchListener.LaunchTicket;
import io.quarkiverse.sidecar.runtime.process.LaunchTraces;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity;
import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;

class RecordStoreTest {

    private static final String FIRST = "0".repeat(32);
    private static final String SECOND = "1".repeat(32);

    @TempDir
    Path directory;

    /** Whoever tidies up behind a crash may be later than the next launch. */
    @Test
    void keepsTheRecordOfALaterLaunch() throws Exception {
        RecordStore store = new RecordStore(Optional.of(directory));
        store.write(launch(FIRST));
        store.write(launch(SECOND));

        store.remove("helper", FIRST);
        assertThat(store.file("helper").orElseThrow()).content().contains(SECOND);

        store.remove("helper", SECOND);
        assertThat(store.file("helper").orElseThrow()).doesNotExist();
    }

    /** It may be the next owner's: the name is the same. */
    @Test
    void keepsWhatIsInTheFolderOnceThatIsGivenUp() throws Exception {
        RecordStore store = new RecordStore(Optional.of(directory));
        store.write(launch(FIRST));
        store.close();
        new RecordStore(Optional.of(directory)).write(launch(SECOND));

        store.remove("helper", FIRST);

        assertThat(store.file("helper").orElseThrow()).content().contains(SECOND);
    }

    private static LaunchTicket launch(String token) {
        return new LaunchTicket("helper", new ProcessIdentity(new Machine("boot", 1), 4711, 1), token, "4710-1-" + FIRST, false,
                Path.of("/x"), LaunchTraces.NONE);
    }
}
