package io.quarkiverse.sidecar.it.monitor;

import java.net.URI;

/**
 * What a handler sees of a request.
 *
 * @param body the text, already read
 */
record Request(URI uri, String body) {

    /**
     * A number of the query string.
     *
     * @throws IllegalArgumentException when it is not a number from 0 to {@code max}
     */
    int number(String name, int fallback, int max) {
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return number(name, pair.substring(name.length() + 1), max);
            }
        }
        return fallback;
    }

    private static int number(String name, String value, int max) {
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > max) {
            throw new IllegalArgumentException(name + " is '" + value + "'; it must be a number from 0 to " + max);
        }
        return Integer.parseInt(value);
    }
}
