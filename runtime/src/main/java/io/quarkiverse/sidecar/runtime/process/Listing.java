package io.quarkiverse.sidecar.runtime.process;

import java.util.List;

/**
 * The processes of this machine, read one after the other while others come and go.
 *
 * @param entries each process once
 * @param complete true when nobody can have been missed who descends from nobody in it: after the last of them was read,
 *        no process was there that had not been read
 */
record Listing(List<ProcessEntry> entries, boolean complete) {

    Listing {
        entries = List.copyOf(entries);
    }
}
