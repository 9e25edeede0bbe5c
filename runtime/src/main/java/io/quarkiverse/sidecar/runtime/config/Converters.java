package io.quarkiverse.sidecar.runtime.config;

import java.util.Locale;

import org.eclipse.microprofile.config.spi.Converter;

import io.quarkiverse.sidecar.runtime.output.OutputLevel;

/** For values that SmallRye would lose or misread. */
public final class Converters {

    private Converters() {
    }

    /** A text that may be empty, which SmallRye takes for a missing one. */
    public static final class Verbatim implements Converter<String> {

        @Override
        public String convert(String text) {
            return text;
        }
    }

    /** YAML takes {@code off} without quotes for {@code false}. */
    public static final class Level implements Converter<OutputLevel> {

        @Override
        public OutputLevel convert(String text) {
            String level = text.strip().toUpperCase(Locale.ROOT);
            return level.isEmpty() ? null : level.equals("FALSE") ? OutputLevel.OFF : OutputLevel.valueOf(level);
        }
    }
}
