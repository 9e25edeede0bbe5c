package io.quarkiverse.sidecar.runtime.probe;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.HttpClosedException;

/**
 * What a probe saw.
 *
 * @param passed whether the sidecar is well
 * @param detail for people: {@code HTTP 503}, {@code connection refused}, {@code no answer within 2s}
 * @param asked false when this application could not ask, for want of a process, a thread, or a descriptor: that says nothing
 *        of
 *        the sidecar
 * @param retryAfter present when the sidecar answered that it is not well: how long it asks to wait, or zero
 */
public record ProbeResult(boolean passed, String detail, boolean asked, Optional<Duration> retryAfter) {

    /** What a stranger or a command says may be long, and stands in log, health data and events. */
    private static final int LONGEST = 250;

    /** No process listens. */
    static final ProbeResult REFUSED = failed("connection refused");

    public ProbeResult {
        Objects.requireNonNull(detail, "detail");
        detail = detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST - 1) + "…";
    }

    /** What is no answer of the sidecar, or a good one. */
    public ProbeResult(boolean passed, String detail) {
        this(passed, detail, true, Optional.empty());
    }

    /** What the sidecar answered. */
    static ProbeResult answered(boolean passed, String detail, Duration retryAfter) {
        return new ProbeResult(passed, detail, true, passed ? Optional.empty() : Optional.of(retryAfter));
    }

    /** This application could not ask. */
    static ProbeResult notAsked(String detail) {
        return new ProbeResult(false, detail, false, Optional.empty());
    }

    static ProbeResult passed(String detail) {
        return new ProbeResult(true, detail);
    }

    static ProbeResult failed(String detail) {
        return new ProbeResult(false, detail);
    }

    /** What to tell people about a probe that got no answer. Pure. */
    static final class ProbeFailure {

        /** What the system says when this application itself has used something up. */
        private static final Pattern EXHAUSTED = Pattern.compile("Too many open files|No file descriptors available"
                + "|unable to create native thread|No buffer space available");

        private ProbeFailure() {
        }

        static ProbeResult of(Throwable failure, Duration timeout) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (EXHAUSTED.matcher(String.valueOf(cause.getMessage())).find()) {
                    return ProbeResult.notAsked(cause.getMessage());
                }
            }
            return ProbeResult.failed(describe(failure, timeout));
        }

        static String describe(Throwable failure, Duration timeout) {
            if (failure instanceof ConnectTimeoutException) {
                return noAnswer(timeout);
            }
            if (failure instanceof ConnectException && String.valueOf(failure.getMessage()).contains("refused")) {
                return ProbeResult.REFUSED.detail();
            }
            if (failure instanceof UnknownHostException) {
                return "unknown host: " + failure.getMessage();
            }
            if (failure instanceof HttpClosedException) {
                return "connection closed before the answer";
            }
            if (failure instanceof SSLException) {
                return "TLS failed: " + rootMessage(failure);
            }
            if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
                return "not an HTTP answer: " + failure.getMessage();
            }
            return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        }

        /** The alert of the server stands in the first cause. */
        private static String rootMessage(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage() == null ? failure.getMessage() : root.getMessage();
        }

        /** {@code no answer within 2s}. */
        static String noAnswer(Duration timeout) {
            return "no answer within " + timeout.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        }
    }
}
