package io.quarkiverse.sidecar.it.soak.program;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * When a listener does what it should not: arguments such as {@code quits=5-20}, in seconds from its start, each time drawn
 * anew.
 */
final class Habits {

    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, String> declared = new TreeMap<>();

    Habits(String... arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            declared.put(parts[0], parts.length == 2 ? parts[1] : "0-0");
        }
    }

    /** Milliseconds; empty when it has no such habit. */
    Optional<Long> draw(String habit) {
        return Optional.ofNullable(declared.get(habit)).map(range -> {
            String[] bounds = range.split("-", 2);
            return random.nextLong(1000 * Long.parseLong(bounds[0]), 1000 * Long.parseLong(bounds[1]) + 1);
        });
    }

    boolean has(String habit) {
        return declared.containsKey(habit);
    }

    /** From 0 to 5. */
    int exitCode() {
        return random.nextInt(6);
    }

    boolean tossed() {
        return random.nextBoolean();
    }
}
