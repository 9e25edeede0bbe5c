package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void splitsAtUnixAndWindowsLineEnds() {
        assertThat(read("one\ntwo\r\n\nthree\r\r\nfour\n")).containsExactly("one", "two", "", "three", "four");
    }

    @Test
    @Timeout(30)
    void reportsTheBeginningOfALineThatStaysUnfinished() throws Exception {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        try (PipedOutputStream program = new PipedOutputStream(); PipedInputStream stream = new PipedInputStream(program)) {
            Thread reader = new Thread(new LineReader(stream, line -> {
            }, begun::add));
            reader.start();
            program.write("done\nPassword: ".getBytes(StandardCharsets.UTF_8));
            program.flush();
            assertThat(begun.take()).isEqualTo("Password: ");
            program.write("\r10%".getBytes(StandardCharsets.UTF_8));
            program.flush();
            assertThat(begun.take()).isEqualTo("10%");
            program.close();
            reader.join();
            assertThat(begun).isEmpty();
        }
    }

    @Test
    void deliversThePartialLastLine() {
        assertThat(read("one\nKilled in mid-sent")).containsExactly("one", "Killed in mid-sent");
    }

    @Test
    void deliversNothingForAnEmptyStream() {
        assertThat(read("")).isEmpty();
    }

    @Test
    void keepsOnlyTheLastStateOfAProgressBar() {
        assertThat(read("10%\r50%\r100%\ndone\n 7%\r")).containsExactly("100%", "done", " 7%");
    }

    @Test
    void aCarriageReturnAlsoDropsALineThatWasCut() {
        assertThat(read("x".repeat(LineAssembler.LIMIT + 1) + "\rdone\n")).containsExactly("done");
    }

    @Test
    void replacesWhatIsNotUtf8() {
        byte[] bytes = { 'a', (byte) 0xff, 'b', '\n', (byte) 0xc3, '\n', 'c', (byte) 0xe2, (byte) 0x82 };

        assertThat(read(new ByteArrayInputStream(bytes))).containsExactly("a\ufffdb", "\ufffd", "c\ufffd");
    }

    @Test
    void joinsACharacterThatComesInTwoPieces() {
        byte[] bytes = "grün\n".getBytes(StandardCharsets.UTF_8);
        InputStream pieces = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 3),
                new ByteArrayInputStream(bytes, 3, bytes.length - 3));

        assertThat(read(pieces)).containsExactly("grün");
    }

    /** As a pipe hands them on; some pieces are longer than what is decoded at a time, most end within a character. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void readsTheSameInWhateverPiecesItComes(int seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        byte[] text = "a, ä, € and 😀\n".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + text.length < bytes.length; at += random.nextInt(2 * text.length)) {
            System.arraycopy(text, 0, bytes, at, text.length);
        }

        assertThat(read(new InPieces(bytes, random))).isEqualTo(assembled(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Test
    void dropsControlCharactersButNotTabs() {
        assertThat(read("a\0b\u0007c\td\u007fe\u0085f\u0008\n")).containsExactly("abc\tdef");
    }

    @Test
    void keepsColoursAndDropsOtherEscapeSequences() {
        assertThat(read("\u001b[1;31mred\u001b[0m\u001b[2J\u001b[3A\u001b\n")).containsExactly("\u001b[1;31mred\u001b[0m");
    }

    @Test
    void cutsALongLineAndGoesOnWithTheNext() {
        String fits = "x".repeat(LineAssembler.LIMIT);

        assertThat(read(fits + "\n" + fits + "y\nnext\n")).containsExactly(fits, fits + LineAssembler.CUT, "next");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String almost = "x".repeat(LineAssembler.LIMIT - 1);

        assertThat(read(almost + "😀 and more\n")).containsExactly(almost + LineAssembler.CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "\r", "\0", "x\r" })
    void readsAnEndlessLineInBoundedMemory(String unit) {
        Endless stream = new Endless(unit, 10 * MEGABYTE);

        List<String> lines = read(new SequenceInputStream(stream, bytes("\nnext\n")));

        assertThat(stream.left).isZero();
        assertThat(lines).hasSize(2).endsWith("next");
        assertThat(lines.get(0)).hasSizeLessThanOrEqualTo(LineAssembler.LIMIT + LineAssembler.CUT.length());
    }

    @Test
    void takesAFailureForTheEndOfTheStream() {
        assertThat(read(new SequenceInputStream(bytes("one\ntw"), new Broken()))).containsExactly("one", "tw");
    }

    @Test
    void readsOnWhenTheConsumerThrows() {
        List<String> seen = new ArrayList<>();

        new LineReader(bytes("one\ntwo\nthree"), line -> {
            seen.add(line);
            throw new IllegalStateException("for the test");
        }).run();

        assertThat(seen).containsExactly("one", "two", "three");
    }

    @Test
    void closesTheStreamAtItsEnd() {
        boolean[] closed = new boolean[1];

        read(new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });

        assertThat(closed[0]).isTrue();
    }

    private static List<String> read(String text) {
        return read(bytes(text));
    }

    private static List<String> read(InputStream stream) {
        List<String> lines = new ArrayList<>();
        new LineReader(stream, lines::add).run();
        return lines;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> assembled(String text) {
        List<String> lines = new ArrayList<>();
        LineAssembler assembler = new LineAssembler(lines::add);
        assembler.add(text.toCharArray(), text.length());
        assembler.end();
        return lines;
    }

    private static final class InPieces extends ByteArrayInputStream {

        private final Random random;

        InPieces(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 10 : 10_000)));
        }
    }

    /** The same few bytes over and over. */
    private static final class Endless extends InputStream {

        private final byte[] unit;
        private int left;

        Endless(String unit, int size) {
            this.unit = unit.getBytes(StandardCharsets.UTF_8);
            this.left = size;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : unit[left-- % unit.length];
        }
    }

    private static final class Broken extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("Stream closed");
        }
    }
}
