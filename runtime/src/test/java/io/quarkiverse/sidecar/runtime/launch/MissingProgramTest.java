package io.quarkiverse.sidecar.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.launch.CommandNotExecutableException.MissingProgram;

class MissingProgramTest {

    @Test
    void namesThePathThatWasSearched() {
        assertThat(message("nodee")).contains(
                "sidecar 'web': 'nodee' is not an executable file in any folder of its PATH /a:/b",
                "(working directory /work)", "Install it, or name it by its full path");
        assertThat(message("./nodee")).contains("'./nodee' is not an executable file (working directory")
                .doesNotContain("PATH");
    }

    @Test
    void takesSpacesForMisplacedArgumentsAndKeepsThemToItself() {
        assertThat(message("node server.js --token s3cr3t")).contains("'node ...' is not an executable file",
                "separate these by commas, as in node,server.js").doesNotContain("s3cr3t");
    }

    private static String message(String program) {
        return MissingProgram.of(new ProcessSpec("web", List.of(program), Map.of(), Path.of("/work")), "/a:/b").getMessage();
    }
}
