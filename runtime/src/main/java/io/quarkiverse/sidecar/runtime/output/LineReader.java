package io.quarkiverse.sidecar.runtime.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads a stream to its end and hands on its lines, see {@link LineAssembler}. UTF-8; what is not UTF-8 becomes the replacement
 * character. Never throws: a stream that is closed, or fails, has ended, and a line that the consumer throws at is lost.
 */
final class LineReader implements Runnable {

    private final InputStream stream;
    private final Consumer<String> lines;

    LineReader(InputStream stream, Consumer<String> lines) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.lines = Objects.requireNonNull(lines, "lines");
    }

    @Override
    public void run() {
        LineAssembler assembler = new LineAssembler(this::deliver);
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[LineAssembler.LIMIT];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                assembler.add(buffer, count);
            }
        } catch (IOException endOfStream) {
            // The other end is gone, or the stream was closed under the read: either way nothing more will come.
        }
        assembler.end();
    }

    private void deliver(String line) {
        try {
            lines.accept(line);
        } catch (RuntimeException lost) {
            // Whatever happens to one line, the stream must be read on: a child that nobody reads is blocked.
        }
    }
}
