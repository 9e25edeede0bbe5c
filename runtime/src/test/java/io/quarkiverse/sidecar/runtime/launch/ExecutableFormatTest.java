package io.quarkiverse.sidecar.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableFormatTest {

    @TempDir
    Path directory;

    @Test
    void acceptsAProgramOfThisMachineAndAScript() throws IOException {
        assertThat(ExecutableFormat.problem(Path.of("/bin/sh"))).isEmpty();
        assertThat(ExecutableFormat.problem(file("#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }

    @Test
    void refusesAnEmptyFileAndATextWithoutInterpreter() throws IOException {
        assertThat(ExecutableFormat.problem(file(new byte[0]), "amd64")).contains("is an empty file");
        assertThat(ExecutableFormat.problem(file("echo hello\n".getBytes(StandardCharsets.UTF_8)), "amd64").orElseThrow())
                .contains("#!");
        assertThat(ExecutableFormat.problem(file("MZ and more of a program of Windows, longer than a header of sixty-four bytes"
                .getBytes(StandardCharsets.UTF_8)), "amd64").orElseThrow()).contains("neither a program of this system");
    }

    @Test
    void namesTheOtherProcessor() throws IOException {
        assertThat(ExecutableFormat.problem(file(elf(40, "")), "amd64"))
                .contains("is built for another processor (ARM; this machine is x86-64)");
        assertThat(ExecutableFormat.problem(file(elf(62, "")), "aarch64").orElseThrow()).contains("x86-64", "ARM 64-bit");
        assertThat(ExecutableFormat.problem(file(elf(3, "")), "amd64")).as("32-bit programs run, too").isEmpty();
        assertThat(ExecutableFormat.problem(file(elf(40, "")), "unheard-of")).isEmpty();
    }

    @Test
    void namesTheMissingLoader() throws IOException {
        assertThat(ExecutableFormat.problem(file(elf(62, "/lib/ld-nowhere.so.1")), "amd64").orElseThrow())
                .startsWith("needs the loader /lib/ld-nowhere.so.1, which does not exist");
        assertThat(ExecutableFormat.problem(file(elf(62, directory.toString())), "amd64")).isEmpty();
    }

    @Test
    void doesNotJudgeWhatCannotBeRead() {
        assertThat(ExecutableFormat.problem(directory.resolve("nothing"), "amd64")).isEmpty();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("program"), content);
    }

    /** A header with one entry, which names the loader. */
    private static byte[] elf(int machine, String loader) {
        ByteBuffer file = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] { 0x7f, 'E', 'L', 'F', 2, 1 });
        file.putShort(18, (short) machine).putLong(32, 64).putShort(54, (short) 56).putShort(56,
                (short) (loader.isEmpty() ? 0 : 1));
        file.putInt(64, 3).putLong(72, 128).putLong(96, loader.length() + 1);
        file.position(128).put(loader.getBytes(StandardCharsets.UTF_8));
        return file.array();
    }
}
