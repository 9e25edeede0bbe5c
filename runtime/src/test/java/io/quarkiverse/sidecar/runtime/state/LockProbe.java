package io.quarkiverse.sidecar.runtime.state;

import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Another process that tries a lock. Exits with {@link #HELD} or 0. */
public class LockProbe {

    public static final int HELD = 3;

    public static void main(String[] arguments) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), WRITE)) {
            System.exit(channel.tryLock() == null ? HELD : 0);
        }
    }
}
