package io.quarkiverse.sidecar.runtime.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Whether the kernel can execute a file: found out before the fork, because the shell of the gate would run anything else as a
 * script of its own.
 */
final class ExecutableFormat {

    /** Where handlers of other formats are registered, for example an emulator of another processor. */
    private static final Path HANDLERS = Path.of("/proc/sys/fs/binfmt_misc");

    private static final int ELF = 0x7f454c46;
    private static final int HEADER = 64;
    private static final int INTERPRETER = 3;
    private static final int LONGEST_PATH = 4096;

    /** The machine numbers of the ELF specification, by the names that the JDK uses. */
    private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "aarch64", 183, "x86", 3, "i386", 3, "arm", 40,
            "ppc64le", 21, "s390x", 22, "riscv64", 243, "loongarch64", 258);
    private static final Map<Integer, String> NAMES = Map.of(62, "x86-64", 183, "ARM 64-bit", 3, "x86 32-bit", 40, "ARM", 8,
            "MIPS", 21, "PowerPC 64-bit", 22, "S390", 243, "RISC-V", 258, "LoongArch");

    /** The processors that also execute 32-bit programs. */
    private static final Map<Integer, Integer> ALSO_RUNS = Map.of(62, 3, 183, 40);

    private ExecutableFormat() {
    }

    /** What is wrong, as the end of a sentence about the file; empty for what can be executed, and for what cannot be read. */
    static Optional<String> problem(Path program) {
        return System.getProperty("os.name").equals("Linux") && !handlersExist()
                ? problem(program, System.getProperty("os.arch"))
                : Optional.empty();
    }

    static Optional<String> problem(Path program, String architecture) {
        try (FileChannel file = FileChannel.open(program)) {
            ByteBuffer header = read(file, 0, HEADER);
            if (header.remaining() == 0) {
                return Optional.of("is an empty file");
            }
            if (header.remaining() >= 2 && header.getShort(0) == ('#' << 8 | '!')) {
                return Optional.empty();
            }
            if (header.remaining() < HEADER - 12 || header.getInt(0) != ELF) {
                return Optional.of("is neither a program of this system nor a script: its first line does not begin with #!");
            }
            return elf(file, header, architecture);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> elf(FileChannel file, ByteBuffer header, String architecture) throws IOException {
        header.order(header.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int machine = Short.toUnsignedInt(header.getShort(18));
        Integer own = MACHINES.get(architecture);
        if (own != null && machine != own && machine != ALSO_RUNS.getOrDefault(own, own)) {
            return Optional.of("is built for another processor (%s; this machine is %s)"
                    .formatted(NAMES.getOrDefault(machine, "number " + machine), NAMES.getOrDefault(own, architecture)));
        }
        return loader(file, header).filter(path -> !Files.exists(path)).map(
                path -> "needs the loader %s, which does not exist: it is built for another system or C library"
                        .formatted(path));
    }

    /** The program that loads it, as its program header names it; empty for a static one. */
    private static Optional<Path> loader(FileChannel file, ByteBuffer header) throws IOException {
        boolean wide = header.get(4) == 2;
        long table = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
        int size = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
        for (int row = 0; row < count; row++) {
            ByteBuffer entry = read(file, table + (long) row * size, size).order(header.order());
            if (entry.getInt(0) == INTERPRETER) {
                long from = wide ? entry.getLong(8) : Integer.toUnsignedLong(entry.getInt(4));
                long length = wide ? entry.getLong(32) : Integer.toUnsignedLong(entry.getInt(16));
                ByteBuffer name = read(file, from, (int) Math.min(length, LONGEST_PATH));
                return Optional.of(Path.of(StandardCharsets.UTF_8.decode(name).toString().split("\0", 2)[0]));
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // Until it is full, or the file ends.
        }
        return bytes.flip();
    }

    private static boolean handlersExist() {
        try (DirectoryStream<Path> handlers = Files.newDirectoryStream(HANDLERS,
                entry -> !entry.endsWith("register") && !entry.endsWith("status"))) {
            return StreamSupport.stream(handlers.spliterator(), false).findAny().isPresent();
        } catch (IOException none) {
            return false;
        }
    }
}
