package io.quarkiverse.sidecar.runtime.experiment;

import java.util.Locale;

/** How often an experiment is repeated: {@code -Dexperiments=ci}, the default, or {@code -Dexperiments=long}. */
public enum ExperimentSize {

    CI,
    LONG;

    /** The size that was asked for. */
    public static ExperimentSize current() {
        String asked = System.getProperty("experiments", "ci");
        for (ExperimentSize size : values()) {
            if (size.toString().equals(asked)) {
                return size;
            }
        }
        throw new IllegalArgumentException("-Dexperiments=" + asked + " is no size. Use ci or long");
    }

    /** The one number or the other, as the current size is. */
    public static int runs(int ci, int inLongRun) {
        return current() == CI ? ci : inLongRun;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
