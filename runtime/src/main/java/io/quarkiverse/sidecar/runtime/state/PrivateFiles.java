package io.quarkiverse.sidecar.runtime.state;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import io.quarkiverse.sidecar.runtime.redaction.LogSafe;

/** Files and folders for this user's eyes alone: 0600 and 0700 where the system knows such permissions. */
public final class PrivateFiles {

    /** What {@link #write} leaves when the JVM dies in it. */
    public static final String TEMPORARY_PREFIX = ".new-";

    private PrivateFiles() {
    }

    /** Creates the folder if it is missing; its parent must exist. Whatever else stands there is an error. */
    static Path directory(Path directory) throws IOException {
        if (!Files.exists(directory, NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(directory, permissions(directory, "rwx------"));
            } catch (FileAlreadyExistsException e) {
                // Another process creates it at this moment: the check below decides whether it can be used.
            }
        }
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
            throw new UnusableFileException(directory + " is a link, or no folder. Remove it");
        }
        return directory;
    }

    /** Writes it whole or not at all: to a temporary name beside it, then renamed. */
    static void write(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), TEMPORARY_PREFIX, null, filePermissions(file));
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** What went wrong, for a line of the log: exceptions of the system say it by their name alone. */
    public static String why(Exception e) {
        return LogSafe
                .of(e instanceof UnusableFileException || e.getClass() == IOException.class ? e.getMessage() : e.toString());
    }

    /** Something stands there, but nothing that we made. Trying again cannot help. */
    public static final class UnusableFileException extends IOException {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String why) {
            super(why);
        }
    }

    /**
     * @throws UnusableFileException when it is no plain file (a link, a pipe), is longer than the limit, or does not belong
     *         to whom its folder belongs to
     * @throws IOException when it cannot be read now
     */
    static String read(Path file, int limit) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).isRegularFile()) {
            throw new UnusableFileException("it is no plain file");
        }
        if (!owner(file).equals(owner(file.getParent()))) {
            throw new UnusableFileException("it belongs to another user (id " + owner(file) + ")");
        }
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new UnusableFileException("it is longer than " + limit + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Object owner(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(path, "unix:uid", NOFOLLOW_LINKS)
                : "";
    }

    /** Removes what a {@link #write} that died has left in the folder. */
    static void deleteTemporaries(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, TEMPORARY_PREFIX + "*")) {
            for (Path file : left) {
                if (!Files.isDirectory(file, NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Deletes a folder with all that is in it, following no link. */
    public static void deleteTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static FileAttribute<?>[] filePermissions(Path near) {
        return permissions(near, "rw-------");
    }

    private static FileAttribute<?>[] permissions(Path near, String permissions) {
        Set<String> views = near.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    /** Keeps records that cannot be used for people to look at: a few of each, the last one giving way to the next. */
    public static final class SetAside {

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
}
