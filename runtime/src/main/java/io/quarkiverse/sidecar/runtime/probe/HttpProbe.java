package io.quarkiverse.sidecar.runtime.probe;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;

/**
 * Sends a GET and is content with any 2xx. Each time on a new connection, which is closed when the status has come: the body
 * is of no interest, and may be endless. Redirects are not followed.
 * <p>
 * A literal address is asked as it is, without DNS and without trying another. With {@code https} every certificate is
 * trusted: the probe asks whether a helper on the loopback address answers, hands it no secret and believes no word of it;
 * who answers is proved by the owner of the socket.
 */
public final class HttpProbe implements Probe, AutoCloseable {

    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_CLIENT_ERROR = 400;

    private static final int LONGEST_HEADERS = 1 << 20;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    private final ProbeTimeout deadline;
    private final HttpClient client;
    private final RequestOptions request;

    /**
     * @param scheme {@code http} or {@code https}
     * @param host a literal address or a name
     * @param path with its query, if any; a leading slash is added where there is none
     * @param headers sent along
     * @param timeout for connection and answer together
     * @throws IllegalArgumentException when the scheme is another, or the timeout is not positive
     */
    public HttpProbe(Vertx vertx, String scheme, String host, int port, String path, Map<String, String> headers,
            Duration timeout) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("The scheme of a health probe must be http or https, but is " + scheme);
        }
        this.deadline = new ProbeTimeout(vertx, timeout);
        this.request = new RequestOptions().setMethod(HttpMethod.GET).setSsl(scheme.equals("https"))
                .setServer(SocketAddress.inetSocketAddress(port, host)).setHost(inUri(host)).setPort(port)
                .setURI(path.startsWith("/") ? path : "/" + path)
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers));
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false).setTrustAll(true).setVerifyHost(false)
                .setConnectTimeout(deadline.millis())
                .setForceSni(isName(host))
                // A poll is no part of what the application does.
                .setTracingPolicy(TracingPolicy.IGNORE)
                // The status decides, whatever else the answer says.
                .setMaxHeaderSize(LONGEST_HEADERS).setMaxInitialLineLength(LONGEST_HEADERS));
    }

    @Override
    public CompletionStage<ProbeResult> ask() {
        return deadline.ask(answer -> client.request(new RequestOptions(request))
                .onSuccess(connected -> send(connected, answer))
                .onFailure(failure -> answer.complete(deadline.failed(failure))));
    }

    @Override
    public void close() {
        client.close();
    }

    private void send(HttpClientRequest connected, CompletableFuture<ProbeResult> answer) {
        HttpConnection connection = connected.connection();
        // Closed before it was asked anything, too: the client would log an error for what is the probe's answer already.
        connected.exceptionHandler(closed -> {
        });
        // Reset by the end of the sidecar: the connection would log that as an error of its own, without a name.
        connection.exceptionHandler(reset -> {
        });
        if (SelfConnectCheck.is(connection.localAddress(), connection.remoteAddress())) {
            answer.complete(ProbeResult.failed(SelfConnectCheck.DETAIL));
        }
        answer.thenRun(connection::close);
        if (!answer.isDone()) {
            connected.send()
                    .onSuccess(response -> {
                        // Closing the connection cuts off its body: nothing to report.
                        response.exceptionHandler(cutOff -> {
                        });
                        answer.complete(judge(response));
                    })
                    .onFailure(failure -> answer.complete(deadline.failed(failure)));
        }
    }

    /** An IPv6 address stands in brackets there, and in the header {@code Host}. */
    private static String inUri(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static ProbeResult judge(HttpClientResponse response) {
        int status = response.statusCode();
        String location = response.getHeader(HttpHeaders.LOCATION);
        boolean redirect = status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR && location != null;
        return ProbeResult.answered(status >= FIRST_SUCCESS && status < FIRST_REDIRECT,
                "HTTP " + status + (redirect ? " to " + location + " (redirects are not followed)" : ""),
                retryAfter(response.getHeader(HttpHeaders.RETRY_AFTER)));
    }

    /** In seconds; a date is not heeded. */
    private static Duration retryAfter(String header) {
        return header != null && SECONDS.matcher(header).matches() ? Duration.ofSeconds(Long.parseLong(header)) : Duration.ZERO;
    }

    /** A server may choose its certificate by the name; an address is none. */
    private static boolean isName(String host) {
        return !host.contains(":") && !ADDRESS.matcher(host).matches();
    }
}
