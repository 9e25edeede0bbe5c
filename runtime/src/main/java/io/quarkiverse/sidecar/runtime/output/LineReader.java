package io.quarkiverse.sidecar.runtime.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** A program that says nothing for that long after the beginning of a line waits: for an answer, or for work. */
    private static final long SILENCE_MILLIS = 200;

    private final InputStream stream;
    private final Consumer<String> lines;
    private final Consumer<String> unfinished;
    private final LineAssembler assembler = new LineAssembler(this::deliver);
    private final AtomicBoolean silenceAwaited = new AtomicBoolean();
    /** Written under the assembler's lock. */
    private volatile long chunks;

    /** For a caller that takes whole lines only. */
    LineReader(InputStream stream, Consumer<String> lines) {
        this(stream, lines, beginning -> {
        });
    }

    /** @param unfinished takes the beginning of a line when nothing has come for a while; called by another thread */
    LineReader(InputStream stream, Consumer<String> lines, Consumer<String> unfinished) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.lines = Objects.requireNonNull(lines, "lines");
        this.unfinished = Objects.requireNonNull(unfinished, "unfinished");
    }

    @Override
    public void run() {
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
                synchronized (assembler) {
                    assembler.add(characters.array(), characters.position());
                    chunks++;
                }
                characters.clear();
                awaitSilence();
            }
        } catch (IOException notClosed) {
            // There is nothing more to be had from it.
        }
        synchronized (assembler) {
            assembler.end();
            chunks++;
        }
    }

    /** At most one delayed task at a time, however many chunks come. */
    private void awaitSilence() {
        if (assembler.begun() && silenceAwaited.compareAndSet(false, true)) {
            long seen = chunks;
            CompletableFuture.delayedExecutor(SILENCE_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
                silenceAwaited.set(false);
                reportUnfinished(seen);
            });
        }
    }

    private void reportUnfinished(long seen) {
        Optional<String> beginning;
        synchronized (assembler) {
            beginning = seen == chunks && assembler.begun() ? Optional.of(assembler.beginning()) : Optional.empty();
        }
        if (beginning.isPresent()) {
            unfinished.accept(beginning.get());
        } else {
            awaitSilence();
        }
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
