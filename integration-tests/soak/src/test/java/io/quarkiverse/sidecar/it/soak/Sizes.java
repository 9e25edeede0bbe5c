package io.quarkiverse.sidecar.it.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the application from outside. */
final class Sizes {

    /** The last line of a class histogram, which the JVM makes right after a full collection. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private Sizes() {
    }

    static Measure of(App app, int zombies, boolean withHeap, Path stateFolder) throws IOException, InterruptedException {
        Files files = Files.in(stateFolder);
        long pid = app.pid();
        return new Measure(Instant.now(), app.generation(), ProcFolder.status(pid, "Threads"), ProcFolder.descriptors(pid),
                ProcFolder.status(pid, "VmRSS"), withHeap ? liveBytes(pid) : 0, zombies, files.count, files.bytes,
                ProcFolder.loadAverage());
    }

    private static long liveBytes(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JavaHome.tool("jcmd"), "-J-XX:TieredStopAtLevel=1", String.valueOf(pid),
                "GC.class_histogram").redirectErrorStream(true).start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        Matcher total = TOTAL.matcher(histogram);
        return total.find() ? Long.parseLong(total.group(1)) : 0;
    }

    /** What a folder holds. Files come and go while it is looked at. */
    private static final class Files extends SimpleFileVisitor<Path> {

        private long count;
        private long bytes;

        static Files in(Path folder) {
            Files files = new Files();
            try {
                java.nio.file.Files.walkFileTree(folder, files);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return files;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            count++;
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            count++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
