package io.quarkiverse.sidecar.runtime.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogPatternMatcherTest {

    @Test
    void hasSeenItOnceALineHoldsAMatch() {
        LogPatternMatcher pattern = new LogPatternMatcher(Optional.of(Pattern.compile("listening on \\d+")));

        pattern.accept("starting");
        assertThat(pattern.seen()).isFalse();
        pattern.accept("now listening on 4820, enjoy");
        assertThat(pattern.seen()).isTrue();
        pattern.accept("busy");
        assertThat(pattern.seen()).isTrue();
    }

    @Test
    void waitsForNothingWithoutAPattern() {
        assertThat(new LogPatternMatcher(Optional.empty()).seen()).isTrue();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesUpOnALineThatThePatternWouldTakeForEverOn() {
        LogPatternMatcher pattern = new LogPatternMatcher(Optional.of(Pattern.compile("(x+x+)+y")));

        pattern.accept("x".repeat(LineAssembler.LIMIT));
        assertThat(pattern.seen()).isFalse();
        pattern.accept("xxy");
        assertThat(pattern.seen()).isTrue();
    }

    @Test
    void givesUpOnALineThatThePatternIsTooDeepFor() throws Exception {
        LogPatternMatcher pattern = new LogPatternMatcher(Optional.of(Pattern.compile("^(x|y)*z")));
        String deep = "xy".repeat(LineAssembler.LIMIT / 2);
        LineReader reader = new LineReader(new ByteArrayInputStream((deep + "\nxyz\n").getBytes(UTF_8)), pattern);
        // As little room as a reading thread may have where an application asks for small stacks.
        Thread thread = new Thread(null, reader, "reader", 256 * 1024);
        thread.start();
        thread.join();

        assertThat(pattern.seen()).as("the line after it is read").isTrue();
    }

    /** For patterns that begin with anything: each place of the line is tried. */
    @Test
    void findsWhatStandsAtTheEndOfALongLine() {
        LogPatternMatcher pattern = new LogPatternMatcher(Optional.of(Pattern.compile(".*listening on (\\S+) and (\\S+)$")));

        pattern.accept("x ".repeat(LineAssembler.LIMIT / 2 - 20) + "listening on one and two");
        assertThat(pattern.seen()).isTrue();
    }
}
