package io.quarkiverse.sidecar.runtime.probe;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.HttpClosedException;

/** What to tell people about a probe that got no answer. Pure. */
final class ProbeFailure {

    private ProbeFailure() {
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
            return "TLS failed: " + failure.getMessage();
        }
        if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
            return "not an HTTP answer: " + failure.getMessage();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** {@code no answer within 2s}. */
    static String noAnswer(Duration timeout) {
        return "no answer within " + timeout.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
