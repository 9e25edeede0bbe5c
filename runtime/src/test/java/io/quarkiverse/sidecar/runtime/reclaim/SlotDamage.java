package io.quarkiverse.sidecar.runtime.reclaim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What can stand where a slot keeps its lock, its owner and its records. */
enum SlotDamage {

    OWNER_IS_EMPTY("owner", true, SlotDamage::empty),
    OWNER_IS_WRONG("owner", true, file -> Files.writeString(file, "0-0-nobody\n")),
    OWNER_IS_HUGE("owner", true, file -> Files.write(file, new byte[10_000_000])),
    OWNER_IS_BINARY("owner", true, file -> Files.write(file, noise())),
    OWNER_IS_A_FOLDER("owner", true, SlotDamage::folderWithAFile),
    OWNER_IS_A_LINK("owner", true, file -> Files.createSymbolicLink(file, Path.of("/etc/passwd"))),
    OWNER_IS_A_DANGLING_LINK("owner", true, file -> Files.createSymbolicLink(file, Path.of("/nowhere"))),
    OWNER_IS_A_PIPE("owner", true, SlotDamage::pipe),
    LOCK_IS_A_FOLDER("lock", false, SlotDamage::folderWithAFile),
    LOCK_IS_A_LINK("lock", false, file -> Files.createSymbolicLink(file, Path.of("/etc/passwd"))),
    LOCK_IS_A_DANGLING_LINK("lock", false, file -> Files.createSymbolicLink(file, file.resolveSibling("other"))),
    LOCK_IS_A_PIPE("lock", false, SlotDamage::pipe),
    RECORDS_ARE_A_FILE("records", true, SlotDamage::empty),
    RECORDS_ARE_A_LINK("records", true, file -> Files.createSymbolicLink(file, Path.of("/tmp"))),
    RECORDS_ARE_A_DANGLING_LINK("records", true, file -> Files.createSymbolicLink(file, Path.of("/nowhere"))),
    RECORDS_ARE_A_PIPE("records", true, SlotDamage::pipe),
    SLOT_IS_A_FILE("", false, SlotDamage::empty),
    SLOT_IS_A_LINK("", false, file -> Files.createSymbolicLink(file, Path.of("/tmp"))),
    SLOT_IS_A_DANGLING_LINK("", false, file -> Files.createSymbolicLink(file, Path.of("/nowhere"))),
    SLOT_IS_EMPTY("", false, false, Files::createDirectory),
    A_HALF_WRITTEN_OWNER(".new-1.tmp", false, false, file -> Files.writeString(file, "12-")),
    A_FOLDER_OF_A_TEMPORARY_NAME("records/.new-2.tmp", false, false, SlotDamage::folderWithAFile);

    /** True when it is moved to another name beside it. */
    final boolean isSetAside;

    /** True when it is worth a warning. */
    final boolean tellsSomebody;

    private final String where;
    private final Maker maker;

    SlotDamage(String where, boolean isSetAside, Maker maker) {
        this(where, isSetAside, true, maker);
    }

    SlotDamage(String where, boolean isSetAside, boolean tellsSomebody, Maker maker) {
        this.where = where;
        this.isSetAside = isSetAside;
        this.tellsSomebody = tellsSomebody;
        this.maker = maker;
    }

    /** Does it to a slot that is not there yet. Returns what was hurt. */
    Path of(Path slot) throws IOException {
        Path hurt = slot.resolve(where);
        Files.createDirectories(hurt.getParent());
        maker.make(hurt);
        return hurt;
    }

    private interface Maker {
        void make(Path file) throws IOException;
    }

    private static void empty(Path file) throws IOException {
        Files.createFile(file);
    }

    private static void folderWithAFile(Path file) throws IOException {
        Files.writeString(Files.createDirectory(file).resolve("content"), "x");
    }

    private static void pipe(Path file) throws IOException {
        try {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] noise() {
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
