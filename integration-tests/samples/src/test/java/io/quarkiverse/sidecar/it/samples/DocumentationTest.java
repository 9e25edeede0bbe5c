package io.quarkiverse.sidecar.it.samples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

/** Every link, picture and sample of the documentation is there. */
class DocumentationTest {

    private static final Set<String> RUN_BY_TESTS = Set.of("java", "js", "python", "yaml");

    private final List<Page> pages = Samples.files(Samples.DOCS, ".adoc").stream().map(Page::read).toList();

    @Test
    void linksLeadSomewhere() {
        assertThat(problems(Page::brokenLinks)).isEmpty();
    }

    @Test
    void includedFilesAndTagsAreThere() {
        assertThat(problems(Page::brokenIncludes)).isEmpty();
    }

    @Test
    void picturesAreThere() {
        assertThat(problems(Page::missingPictures)).isEmpty();
    }

    @Test
    void everyPageIsInTheNavigation() {
        Page navigation = Page.read(Samples.DOCS.resolve("nav.adoc"));
        assertThat(pages).filteredOn(Page::isPage).extracting(Page::fileName)
                .allSatisfy(name -> assertThat(navigation.text()).as("nav.adoc").contains("xref:" + name + "["));
    }

    @Test
    void codeIsIncludedFromFilesThatTestsRun() {
        assertThat(problems(page -> page.blocks().stream().filter(block -> RUN_BY_TESTS.contains(block.language()))
                .filter(block -> !block.included())
                .map(block -> "move this into a file below examples that a test runs, and include it: "
                        + block.content().lines().limit(2).collect(joining(" / ")))
                .toList())).isEmpty();
    }

    @Test
    void keysInTheTextAreKnown() {
        assertThat(problems(page -> page.blocks().stream().filter(block -> block.language().equals("properties"))
                .filter(block -> !block.included()).flatMap(block -> SampleKeys.problems(block.content()).stream()).toList()))
                .isEmpty();
    }

    private List<String> problems(Function<Page, List<String>> check) {
        List<String> problems = new ArrayList<>();
        pages.forEach(page -> check.apply(page).forEach(problem -> problems.add(page.fileName() + ": " + problem)));
        return problems;
    }
}
