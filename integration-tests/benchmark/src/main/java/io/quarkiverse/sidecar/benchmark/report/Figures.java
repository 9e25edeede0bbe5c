package io.quarkiverse.sidecar.benchmark.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private Figures() {
    }

    /** Three digits that count, and no more zeros than needed. */
    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 100 || size == Math.rint(size)) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f", value);
    }

    static String text(Quartiles figure, String unit) {
        return figure.count() == 1 ? text(figure.median()) + " " + unit
                : "%s %s (%s to %s)".formatted(text(figure.median()), unit, text(figure.low()), text(figure.high()));
    }
}
