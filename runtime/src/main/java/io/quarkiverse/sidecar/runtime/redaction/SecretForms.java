package io.quarkiverse.sidecar.runtime.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** How programs write a secret when they do not write it as it is. Pure. */
final class SecretForms {

    /** Of a shorter encoded form, other text could be an accident. */
    private static final int SHORTEST = 8;

    private static final int BITS_OF_BYTE = 8;
    private static final int BITS_OF_CHARACTER = 6;
    private static final int OFFSETS = 3;

    private SecretForms() {
    }

    /** The secret itself, and as base64 within other bytes, in JSON, in a URL, and in a shell's single quotes. */
    static Stream<String> of(String secret) {
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        Stream<String> escaped = Stream.of(json(secret), url, url.replace("+", "%20"), secret.replace("'", "'\\''"));
        return Stream.of(Stream.of(secret), escaped, base64(secret).filter(form -> form.length() >= SHORTEST))
                .flatMap(forms -> forms).distinct();
    }

    /** The characters that do not depend on the bytes before and after it, for each place of its first byte in a group. */
    private static Stream<String> base64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Stream.Builder<String> forms = Stream.builder();
        for (int offset = 0; offset < OFFSETS; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            int from = (offset * BITS_OF_BYTE + BITS_OF_CHARACTER - 1) / BITS_OF_CHARACTER;
            int to = shifted.length * BITS_OF_BYTE / BITS_OF_CHARACTER;
            if (from < to) {
                forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
                forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
            }
        }
        return forms.build();
    }

    private static String json(String secret) {
        return secret.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
