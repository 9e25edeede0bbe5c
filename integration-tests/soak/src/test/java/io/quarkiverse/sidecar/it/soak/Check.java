package io.quarkiverse.sidecar.it.soak;

import java.util.List;

/** One invariant. Sees every sample in turn, and remembers what it needs of the earlier ones. Used by one thread. */
interface Check {

    /** What the violations are filed under. */
    String invariant();

    /** What is wrong as of this sample; each says what was seen. */
    List<String> look(Sample sample);
}
