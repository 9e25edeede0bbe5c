package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps records that cannot be used for people to look at: a few of each, the last one giving way to the next. */
public final class SetAside {

    public static final int KEPT = 8;

    private SetAside() {
    }

    /** Returns where it is now. */
    public static Path move(Path file) throws IOException {
        Path aside = name(file, 1);
        for (int number = 2; number <= KEPT && Files.exists(aside, LinkOption.NOFOLLOW_LINKS); number++) {
            aside = name(file, number);
        }
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path name(Path file, int number) {
        return file.resolveSibling(file.getFileName() + ".damaged-" + number);
    }
}
