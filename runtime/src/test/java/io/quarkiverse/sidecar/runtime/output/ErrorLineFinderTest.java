package io.quarkiverse.sidecar.runtime.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ErrorLineFinderTest {

    @Test
    void isWhatNodeComplainsOf() {
        assertTells("Error: Cannot find module '/srv/server.js'", """
                node:internal/modules/cjs/loader:1143
                  throw err;
                  ^

                Error: Cannot find module '/srv/server.js'
                    at Module._resolveFilename (node:internal/modules/cjs/loader:1140:15)
                    at node:internal/main/run_main_module:28:49 {
                  code: 'MODULE_NOT_FOUND',
                  requireStack: []
                }

                Node.js v20.20.2
                """);
    }

    @Test
    void isTheRootCauseOfJava() {
        assertTells("Caused by: java.lang.ClassNotFoundException: sidecar.Greter.java", """
                Error: Could not find or load main class sidecar.Greter.java
                Caused by: java.lang.ClassNotFoundException: sidecar.Greter.java
                \tat java.base/jdk.internal.loader.ErrorHandling.load(ErrorHandling.java:641)
                \t... 3 more
                """);
    }

    @Test
    void isTheLastLineOfPython() {
        assertTells("ModuleNotFoundError: No module named 'flask'", """
                Traceback (most recent call last):
                  File "/srv/server.py", line 1, in <module>
                    import flask
                ModuleNotFoundError: No module named 'flask'
                """);
    }

    @Test
    void isTheLastLineWhereNobodyComplains() {
        assertTells("bye", "hello\nbye\n\n");
        assertThat(ErrorLineFinder.find(List.of())).isEmpty();
        assertThat(ErrorLineFinder.find(List.of("", " "))).isEmpty();
    }

    @Test
    void isShortAndWithoutColours() {
        assertTells("error in red", "\u001b[31merror in red\u001b[0m");
        assertThat(ErrorLineFinder.shown("error " + "x".repeat(1_000))).hasSize(200).endsWith("…");
    }

    @Test
    void hidesWhatLooksLikeASecret() {
        assertTells("fatal: cannot connect to postgres://app:***@db with password=***",
                "fatal: cannot connect to postgres://app:hunter2@db with password=hunter2");
    }

    private static void assertTells(String telling, String output) {
        assertThat(ErrorLineFinder.find(output.lines().toList()).map(ErrorLineFinder::shown)).contains(telling);
    }
}
