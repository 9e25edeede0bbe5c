package io.quarkiverse.sidecar.runtime.config;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The characters that the locale of this application can hand to programs and to the file system; others would become
 * {@code ?}.
 */
public final class NativeEncoding {

    private static final int FIRST_WITH_ONE_FOR_ALL = 18;

    private NativeEncoding() {
    }

    /** The remedy, if an argument or a variable of a program cannot be expressed. */
    public static Optional<String> remedyOfArgument(String text) {
        return remedy(text, Runtime.version().feature() >= FIRST_WITH_ONE_FOR_ALL ? ofFiles() : Charset.defaultCharset(),
                System.getenv("LC_ALL"), System.getenv("LC_CTYPE"), System.getenv("LANG"));
    }

    /** The remedy, if a path cannot be expressed. */
    static Optional<String> remedyOfPath(String text) {
        return remedy(text, ofFiles(), System.getenv("LC_ALL"), System.getenv("LC_CTYPE"), System.getenv("LANG"));
    }

    private static Charset ofFiles() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    }

    static Optional<String> remedy(String text, Charset charset, String all, String characters, String language) {
        String locale = Stream.of("LC_ALL=" + all, "LC_CTYPE=" + characters, "LANG=" + language)
                .filter(it -> !it.endsWith("=null") && !it.endsWith("=")).findFirst().orElse("no locale is set");
        return charset.newEncoder().canEncode(text) ? Optional.empty()
                : Optional.of("the locale of this application (%s, %s) cannot express it: set LC_ALL=C.UTF-8"
                        .formatted(locale, charset.name()));
    }
}
