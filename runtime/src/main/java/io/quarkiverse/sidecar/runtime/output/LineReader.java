package io.quarkiverse.sidecar.runtime.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads a stream to its end and hands on its lines, see {@link LineAssembler}. UTF-8; what is not UTF-8 becomes the replacement
 * character. Never throws: a stream that is closed, or fails, has ended, and a line that the consumer throws at is lost.
 */
final class LineReader implements Runnable {

    /**
     * Bytes that are decoded at a time. Held as long as the stream is open, also where nothing is said. More is hardly faster,
     * since the stream of a process has a buffer of 8 KB itself; an {@code InputStreamReader} holds another 8 KB.
     */
    private static final int CHUNK = 2048;

    private final InputStream stream;
    private final Consumer<String> lines;

    LineReader(InputStream stream, Consumer<String> lines) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.lines = Objects.requireNonNull(lines, "lines");
    }

    @Override
    public void run() {
        LineAssembler assembler = new LineAssembler(this::deliver);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        // No byte becomes more than one character.
        CharBuffer characters = CharBuffer.allocate(CHUNK);
        try (stream) {
            boolean more = true;
            while (more) {
                more = read(bytes);
                decoder.decode(bytes.flip(), characters, !more);
                // The beginning of a character waits for the rest of it.
                bytes.compact();
                assembler.add(characters.array(), characters.position());
                characters.clear();
            }
        } catch (IOException notClosed) {
            // There is nothing more to be had from it.
        }
        assembler.end();
    }

    /** Blocks until something came; false at the end. */
    private boolean read(ByteBuffer bytes) {
        try {
            int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(0, count));
            return count >= 0;
        } catch (IOException endOfStream) {
            // The other end is gone, or the stream was closed under the read: either way nothing more will come.
            return false;
        }
    }

    private void deliver(String line) {
        try {
            lines.accept(line);
        } catch (RuntimeException lost) {
            // Whatever happens to one line, keep reading: a full pipe blocks the child.
        }
    }
}
