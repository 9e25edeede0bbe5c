package io.quarkiverse.sidecar.runtime.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Suggests the word that was probably meant by an unknown one. */
public final class SpellingSuggestions {

    /** The most typing errors that are expected in one word, however long. */
    private static final int MOST_SLIPS = 3;

    private SpellingSuggestions() {
    }

    /** The known words that are nearest, if any is near; a word that was written with something before it is. */
    public static List<String> near(String word, Collection<String> known) {
        int allowed = word.length() < 3 ? 0 : Math.min(MOST_SLIPS, 1 + word.length() / 5);
        int least = known.stream().mapToInt(one -> slips(plain(word), plain(one))).min().orElse(Integer.MAX_VALUE);
        return known.stream().filter(one -> least <= allowed ? slips(plain(word), plain(one)) == least
                : one.length() > 2 && plain(word).endsWith(plain(one))).sorted().toList();
    }

    /** A question to be put before another remedy; empty when nothing is near. */
    public static String didYouMean(String word, Collection<String> known) {
        String question = question(near(word, known));
        return question.isEmpty() ? "" : question + "Otherwise ";
    }

    /** "did you mean 'a' or 'b'? ", or nothing. */
    public static String question(Collection<String> meant) {
        return meant.isEmpty() ? ""
                : "did you mean %s? ".formatted(meant.stream().map(one -> "'" + one + "'").collect(Collectors.joining(" or ")));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Letters that are left out, put in, changed, or swapped with their neighbour (optimal string alignment). */
    private static int slips(String one, String other) {
        int[][] least = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int changed = least[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                least[i][j] = Math.min(changed, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], 1 + least[i - 2][j - 2]);
                }
            }
        }
        return least[one.length()][other.length()];
    }
}
