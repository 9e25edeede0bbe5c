package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

/**
 * One JSON object of texts, whole numbers and truth values. Jackson's streams, and not one of the JSON APIs that look for
 * their provider through the thread's class loader: records are written on threads that have none.
 */
final class FlatJson {

    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private FlatJson() {
    }

    static String write(Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.useDefaultPrettyPrinter();
            generator.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                write(generator, field.getKey(), field.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, String key, Object value) throws IOException {
        if (value instanceof Number number) {
            generator.writeNumberField(key, number.longValue());
        } else if (value instanceof Boolean truth) {
            generator.writeBooleanField(key, truth);
        } else {
            generator.writeStringField(key, (String) value);
        }
    }

    /**
     * @return the values: {@code String}, {@code Long} or {@code Boolean}
     * @throws IOException when the text is anything else than one such object
     */
    static Map<String, Object> read(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            require(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                fields.put(key, value(parser, key));
            }
            require(parser.currentToken() == JsonToken.END_OBJECT, "it ends too early");
            require(parser.nextToken() == null, "something follows its end");
            return fields;
        }
    }

    private static Object value(JsonParser parser, String key) throws IOException {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> throw new IOException("its " + key + " is neither text nor whole number nor truth value");
        };
    }

    private static void require(boolean condition, String wrong) throws IOException {
        if (!condition) {
            throw new IOException(wrong);
        }
    }
}
