package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindErrorDetectorTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "Error: listen EADDRINUSE: address already in use 127.0.0.1:4820",
            "  code: 'EADDRINUSE',",
            "java.net.BindException: Address already in use",
            "Caused by: java.net.BindException: Address already in use: bind",
            "OSError: [Errno 98] Address already in use",
            "OSError: [Errno 48] Address already in use",
            "ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use",
            "OSError: [Errno 98] Die Adresse wird bereits verwendet",
            "listen tcp 127.0.0.1:8080: bind: address already in use",
            "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)",
            "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Adresse déjà utilisée)",
            "Warning: Could not create server TCP listening socket *:6379: bind: Address already in use",
            "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use",
            "1207:M 23 Nov 2026 06:17:54.180 # Warning: Could not create server TCP listening socket 127.0.0.1:6379: bind: Address already in use",
            "2026-11-23 06:17:54.545 UTC [1215] LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use",
            "Address already in use - bind(2) for \"127.0.0.1\" port 3000 (Errno::EADDRINUSE)",
            "Error: Address already in use (os error 98)",
            "Os { code: 98, kind: AddrInUse, message: \"...\" }",
            "Failed to bind to address http://127.0.0.1:5000: address already in use.",
            "{error,eaddrinuse}",
            "Web server failed to start. Port 8080 was already in use.",
            "Port 5000 is in use by another program.",
            "Error: Port 5173 is already in use",
            "Only one usage of each socket address (protocol/network address/port) is normally permitted."
    })
    void findsTheLineThatSaysTheAddressIsInUse(String line) {
        assertThat(BindErrorDetector.find(List.of("starting", line))).contains(line.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Error: listen EACCES: permission denied 0.0.0.0:80",
            "OSError: [Errno 99] Cannot assign requested address",
            "OSError: [Errno 2] No such file or directory",
            "bind() to 0.0.0.0:80 failed (13: Permission denied)",
            "Server listening at port 4898",
            "Memory in use: 98 MB",
            "1207:M 23 Nov 2026 06:17:54.180 # Failed listening on port 6379 (TCP), aborting.",
            "2026-11-23 06:17:54.545 UTC [1215] FATAL:  could not create any TCP/IP sockets",
            "2026-11-23 06:46:58.927 UTC [1215] FATAL:  lock file \"postmaster.pid\" already exists",
            "2026-11-23 06:46:58.927 UTC [1215] HINT:  Is another postmaster (PID 1098) running in data directory \"/data\"?",
            "GET /address 200 98: ok",
            ""
    })
    void leavesOtherLinesAlone(String line) {
        assertThat(BindErrorDetector.find(List.of(line))).isEmpty();
    }

    @Test
    void takesTheFirstSuchLine() {
        assertThat(BindErrorDetector.find(List.of("node:events:497", "Error: listen EADDRINUSE: address already in use :::1",
                "  code: 'EADDRINUSE',"))).contains("Error: listen EADDRINUSE: address already in use :::1");
    }

    /** As PostgreSQL 18 wrote it. Its next line is no better: a hint which names the port, but not the address. */
    @Test
    void takesPostgresOwnSentenceNotItsHints() {
        assertThat(BindErrorDetector.find(List.of(
                "2026-11-23 06:17:54.545 UTC [1215] LOG:  starting PostgreSQL 18.4 on x86_64-pc-linux-gnu, 64-bit",
                "2026-11-23 06:17:54.545 UTC [1215] LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use",
                "2026-11-23 06:17:54.545 UTC [1215] HINT:  Is another postmaster already running on port 5432? If not, wait a few seconds and retry.",
                "2026-11-23 06:17:54.545 UTC [1215] WARNING:  could not create listen socket for \"127.0.0.1\"",
                "2026-11-23 06:17:54.545 UTC [1215] FATAL:  could not create any TCP/IP sockets",
                "2026-11-23 06:17:54.551 UTC [1215] LOG:  database system is shut down")))
                .hasValueSatisfying(line -> assertThat(line).contains("could not bind IPv4 address"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Error: listen EADDRINUSE: address already in use :::4820                                   | 4820",
            "Error: listen EADDRINUSE: address already in use 127.0.0.1:4820                            | 4820",
            "listen tcp [::1]:8080: bind: address already in use                                        | 8080",
            "listen tcp :8080: bind: address already in use                                             | 8080",
            "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)                    | 80",
            "06:17:54.180 # Warning: Could not create server TCP listening socket *:6379: bind: Address already in use | 6379",
            "error while attempting to bind on address ('127.0.0.1', 8000): address already in use      | 8000",
            "Address already in use - bind(2) for `127.0.0.1` port 3000 (Errno::EADDRINUSE)             | 3000",
            "Failed to bind to address http://myhost:5000: address already in use.                      | 5000",
            "Web server failed to start. Port 8080 was already in use.                                  | 8080",
            "2026-11-23 06:17:54.545 UTC LOG:  could not bind IPv4 address: Address already in use      |",
            "OSError: [Errno 98] Address already in use                                                 |",
            "Port 99999 was already in use.                                                             |",
    })
    void knowsThePortThatIsNamed(String line, Integer port) {
        assertThat(BindErrorDetector.port(line)).isEqualTo(port == null ? OptionalInt.empty() : OptionalInt.of(port));
    }
}
