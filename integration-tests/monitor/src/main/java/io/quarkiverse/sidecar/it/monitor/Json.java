package io.quarkiverse.sidecar.it.monitor;

/** Writes JSON strings. */
final class Json {

    private Json() {
    }

    /** The text as a JSON string literal, quotes included, in ASCII. */
    static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(unit -> append(json, (char) unit));
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char unit) {
        switch (unit) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> json.append(unit >= ' ' && unit <= '~' ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
        }
    }
}
