package io.quarkiverse.sidecar.runtime.config;

import java.util.function.Supplier;

import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;

/** What becomes of a value that refers to others. */
public final class Expansion {

    private static final String CIRCLE = "what it refers to leads back to itself: write the value, or refer to another key";
    private static final String UNSET = "nothing gives a value to what it refers to: set that, or write a default, as in"
            + " ${other.key:default}";

    private Expansion() {
    }

    /** SmallRye throws for one that leads back to itself, whoever asks; here it is a value with a problem, as others are. */
    public static ConfigValue read(Supplier<ConfigValue> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException tooDeep) {
            return Expressions.withoutExpansion(read).from().addProblem(new Problem(CIRCLE)).build();
        }
    }

    /** What is wrong with a value that has problems. */
    static String remedy(ConfigValue value) {
        return value.getProblems().stream().map(Problem::getMessage).filter(CIRCLE::equals).findFirst().orElse(UNSET);
    }
}
