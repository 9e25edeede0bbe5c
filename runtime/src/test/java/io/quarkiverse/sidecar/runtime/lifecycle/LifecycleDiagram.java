package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Cell;

/** The transition table as people read it: a Mermaid state diagram, and an AsciiDoc table. */
final class LifecycleDiagram {

    private LifecycleDiagram() {
    }

    /** States and transitions. Inputs that leave a phase as it is are not drawn. */
    static String mermaid() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("%% Generated from the transition table by LifecycleDiagramTest: do not edit.");
        lines.add("stateDiagram-v2");
        lines.add("    [*] --> " + Phase.STOPPED);
        for (Phase from : Phase.values()) {
            arrows(from).forEach((to, inputs) -> lines.add("    %s --> %s: %s".formatted(from, to, inputs)));
        }
        lines.add("    %s --> [*]".formatted(Phase.SHUT_DOWN));
        for (Phase phase : Phase.values()) {
            if (!phase.name().equals(phase.state().name())) {
                lines.add("    note right of %s: shown as %s".formatted(phase, phase.state()));
            }
        }
        return lines.toString();
    }

    /** A row for each phase, a line for each input. */
    static String asciidoc() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("// Generated from the transition table by LifecycleDiagramTest: do not edit.");
        lines.add("[cols=\"2,2,4,3,3\",options=\"header\"]");
        lines.add("|===");
        lines.add("|Phase |Shown as |On this input: next phase |Changes nothing |Cannot come");
        for (Phase phase : Phase.values()) {
            lines.add("");
            lines.add("|`%s`".formatted(phase));
            lines.add("|`%s`".formatted(phase.state()));
            lines.add("|" + transitions(phase));
            lines.add("|" + inputs(phase, cell -> cell == Cell.NOTHING));
            lines.add("|" + inputs(phase, cell -> cell == Cell.IMPOSSIBLE));
        }
        lines.add("|===");
        return lines.toString();
    }

    private static Map<Phase, String> arrows(Phase from) {
        Map<Phase, String> arrows = new LinkedHashMap<>();
        for (InputKind input : InputKind.values()) {
            for (Phase to : Lifecycle.TABLE.cell(from, input).targets()) {
                if (to != from) {
                    arrows.merge(to, input.name(), (earlier, more) -> earlier + ", " + more);
                }
            }
        }
        return arrows;
    }

    private static String transitions(Phase phase) {
        List<InputKind> inputs = Arrays.stream(InputKind.values())
                .filter(input -> !Lifecycle.TABLE.cell(phase, input).targets().isEmpty()).toList();
        return inputs.stream().map(input -> "`%s`: %s".formatted(input, targets(phase, input)))
                .collect(Collectors.joining(" +\n"));
    }

    private static String targets(Phase phase, InputKind input) {
        return Lifecycle.TABLE.cell(phase, input).targets().stream().map(to -> to == phase ? "stays" : "`" + to + "`")
                .collect(Collectors.joining(" or "));
    }

    private static String inputs(Phase phase, Predicate<Cell> wanted) {
        return Arrays.stream(InputKind.values()).filter(input -> wanted.test(Lifecycle.TABLE.cell(phase, input)))
                .map(input -> "`" + input + "`").collect(Collectors.joining(", "));
    }
}
