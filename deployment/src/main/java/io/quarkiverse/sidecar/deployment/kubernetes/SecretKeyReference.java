package io.quarkiverse.sidecar.deployment.kubernetes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key of a Kubernetes Secret, written {@code secret/key}. */
record SecretKeyReference(String secret, String key) {

    private static final Pattern FORM = Pattern
            .compile("([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)/([-._a-zA-Z0-9]{1,253})");

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** @throws IllegalArgumentException when it {@linkplain #isOne is none} */
    static SecretKeyReference of(String text) {
        Matcher place = FORM.matcher(text);
        if (!place.matches()) {
            throw new IllegalArgumentException("A place in a Secret is written secret/key, but this is " + text);
        }
        return new SecretKeyReference(place.group(1), place.group(2));
    }
}
