package io.quarkiverse.sidecar.runtime.lifecycle;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.sidecar.SidecarState;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Cell;

/** The transition table as people read it: a Graphviz picture of the phases, and an AsciiDoc table. */
final class LifecycleDiagram {

    private static final String GENERATED = "Generated from the transition table by LifecycleDiagramTest: do not edit.";

    private LifecycleDiagram() {
    }

    /** Phases, coloured by the state that they are shown as, and transitions. What stays where it is is not drawn. */
    static String graphviz() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("// " + GENERATED);
        lines.add("digraph lifecycle {");
        lines.add("    graph [fontname=\"Helvetica\", ranksep=0.7, nodesep=0.35, concentrate=false]");
        lines.add("    node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=12]");
        lines.add("    edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7]");
        for (Phase phase : Phase.values()) {
            lines.add("    %s [fillcolor=\"%s\"]".formatted(phase, colour(phase.state())));
        }
        for (Phase from : Phase.values()) {
            arrows(from, InputKind::isRequest).forEach((to, inputs) -> lines
                    .add("    %s -> %s [label=\"%s\", color=\"#2563ab\", fontcolor=\"#2563ab\"]".formatted(from, to, inputs)));
            arrows(from, input -> !input.isRequest())
                    .forEach((to, inputs) -> lines.add("    %s -> %s [label=\"%s\"]".formatted(from, to, inputs)));
        }
        lines.add("}");
        return lines.toString();
    }

    /** A row for each phase, a line for each input. */
    static String asciidoc() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("// " + GENERATED);
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

    private static String colour(SidecarState state) {
        return switch (state) {
            case STOPPED, COMPLETED -> "#e5e7eb";
            case PENDING -> "#dbeafe";
            case STARTING -> "#bfdbfe";
            case READY -> "#bbf7d0";
            case BACKING_OFF -> "#fde68a";
            case STOPPING -> "#fed7aa";
            case FAILED -> "#fecaca";
        };
    }

    private static Map<Phase, String> arrows(Phase from, Predicate<InputKind> drawn) {
        Map<Phase, String> arrows = new LinkedHashMap<>();
        for (InputKind input : InputKind.values()) {
            for (Phase to : Lifecycle.TABLE.cell(from, input).targets()) {
                if (to != from && drawn.test(input)) {
                    arrows.merge(to, input.name(), (earlier, more) -> earlier + "\\n" + more);
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
