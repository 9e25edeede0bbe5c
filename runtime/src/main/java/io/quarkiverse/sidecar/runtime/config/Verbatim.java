package io.quarkiverse.sidecar.runtime.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A text that may be empty, which SmallRye takes for a missing one. */
public final class Verbatim implements Converter<String> {

    @Override
    public String convert(String text) {
        return text;
    }
}
