package io.quarkiverse.sidecar.runtime.config;

import java.util.Locale;

import org.eclipse.microprofile.config.spi.Converter;

import io.quarkiverse.sidecar.runtime.output.OutputLevel;

/** YAML takes {@code off} without quotes for {@code false}. */
public final class OutputLevelConverter implements Converter<OutputLevel> {

    @Override
    public OutputLevel convert(String text) {
        String level = text.strip().toUpperCase(Locale.ROOT);
        return level.isEmpty() ? null : level.equals("FALSE") ? OutputLevel.OFF : OutputLevel.valueOf(level);
    }
}
