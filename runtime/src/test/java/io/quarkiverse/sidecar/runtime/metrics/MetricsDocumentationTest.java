package io.quarkiverse.sidecar.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.quarkiverse.sidecar.runtime.RealSidecars;
import io.quarkiverse.sidecar.runtime.process.OwnProcesses;

/**
 * The documentation lists the meters that there are, and its dashboard and alert rules ask for no others.
 * {@code -Dmeter.table=write} writes the list anew.
 */
@Timeout(60)
class MetricsDocumentationTest {

    private static final Path DOCS = Path.of("..", "docs", "modules", "ROOT");
    private static final Path TABLE = DOCS.resolve("partials/meters.adoc");
    private static final Path ALERTS = DOCS.resolve("examples/metrics/alerts.yaml");
    private static final Path DASHBOARD = DOCS.resolve("attachments/sidecars-dashboard.json");

    /** Beside the tags of the meters, Prometheus gives every sample these. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    @RegisterExtension
    final OwnProcesses processes = new OwnProcesses();

    @TempDir
    Path directory;

    private RealSidecars real;
    private MeterTable meters;

    @BeforeEach
    void launch() throws IOException {
        real = new RealSidecars(Files.createDirectory(directory.resolve("state")));
        meters = new MeterTable(real.launch("web.command=sleep,1000"), real.launch("web.mode=external", "web.port=1"));
    }

    @AfterEach
    void endThem() {
        real.close();
    }

    @Test
    void theListIsThatOfTheMeters() throws IOException {
        if ("write".equals(System.getProperty("meter.table"))) {
            Files.writeString(TABLE, meters.asciidoc());
        }
        assertThat(TABLE).as("write it anew with -Dtest=MetricsDocumentationTest -Dmeter.table=write").exists();
        assertThat(Files.readString(TABLE)).isEqualTo(meters.asciidoc());
    }

    @Test
    void thePageSaysHowManySeriesThereAre() throws IOException {
        assertThat(Files.readString(DOCS.resolve("pages/metrics.adoc")))
                .contains("has %d time series in Prometheus, and an external one %d,".formatted(meters.series(),
                        meters.seriesOfExternal()));
    }

    @Test
    void theAlertRulesAskForWhatThereIs() throws IOException {
        JsonNode rules = new YAMLMapper().readTree(ALERTS.toFile()).at("/groups/0/rules");
        assertThat(rules).hasSizeGreaterThan(3).allSatisfy(rule -> {
            expectKnownNames(rule.path("expr").asText());
            assertThat(rule.path("alert").asText()).isNotEmpty();
            assertThat(rule.at("/annotations/summary").asText()).contains("$labels.sidecar");
        });
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        JsonNode dashboard = dashboard();
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        assertThat(dashboard.at("/templating/list").findValuesAsText("name")).containsExactly("datasource", "instance",
                "sidecar");
        List<String> queries = queries(dashboard);
        assertThat(queries).hasSizeGreaterThan(8).allSatisfy(this::expectKnownNames);
        Set<String> shown = new TreeSet<>();
        queries.forEach(query -> shown.addAll(new PromQl(query).metrics()));
        assertThat(shown).as("every meter is on the dashboard").containsExactlyElementsOf(meters.prometheusNames());
    }

    @Test
    void thePanelsOfTheDashboardDoNotOverlap() throws IOException {
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : dashboard().path("panels")) {
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).as(panel.path("title").asText())
                    .isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(cells.add((place.path("x").asInt() + x) + "," + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText()).isTrue();
                }
            }
        }
    }

    @Test
    void prometheusAcceptsTheAlertRulesAndTheQueries() throws Exception {
        assumeThat(tool("promtool")).as("promtool is here").exists();
        Path queries = directory.resolve("queries.yaml");
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String query : queries(dashboard())) {
            rules.append("      - record: query").append(number++).append("\n        expr: >-\n          ")
                    .append(query.replace("$__rate_interval", "5m").replace("$__range", "1h")).append('\n');
        }
        Files.writeString(queries, rules);
        promtool("check", "rules", queries.toString());
        promtool("check", "rules", ALERTS.toString());
    }

    @Test
    void theAlertsComeWhenTheyShould() throws Exception {
        assumeThat(tool("promtool")).as("promtool is here").exists();
        Files.copy(ALERTS, directory.resolve("alerts.yaml"));
        try (InputStream cases = MetricsDocumentationTest.class.getResourceAsStream("alerts-test.yaml")) {
            Files.copy(cases, directory.resolve("cases.yaml"));
        }
        promtool("test", "rules", directory.resolve("cases.yaml").toString());
    }

    private void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, tool("promtool").toString());
        Path said = directory.resolve("said");
        Process promtool = processes.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()));
        assertThat(promtool.waitFor()).as(() -> content(said)).isZero();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expectKnownNames(String query) {
        PromQl names = new PromQl(query);
        assertThat(names.metrics()).as(query).isNotEmpty().isSubsetOf(meters.prometheusNames());
        Set<String> known = new TreeSet<>(meters.labels());
        known.addAll(TARGET_LABELS);
        assertThat(names.labels()).as(query).isSubsetOf(known);
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DASHBOARD.toFile());
    }

    private static List<String> queries(JsonNode dashboard) {
        List<String> queries = new ArrayList<>();
        dashboard.path("panels")
                .forEach(panel -> panel.path("targets").forEach(target -> queries.add(target.path("expr").asText())));
        return queries;
    }

    private static Path tool(String name) {
        for (String path : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(path, name))) {
                return Path.of(path, name);
            }
        }
        return Path.of("no " + name);
    }
}
