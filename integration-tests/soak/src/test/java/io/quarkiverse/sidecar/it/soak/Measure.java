package io.quarkiverse.sidecar.it.soak;

import java.time.Instant;

/**
 * How big the application was at one moment.
 *
 * @param residentKilobytes memory, as the kernel counts it
 * @param liveBytes what the heap held right after a full collection; 0 when it was not looked at
 * @param zombies children of which nobody had taken note
 * @param stateFiles files and folders in the state folder
 * @param load of the machine, as an average over a minute
 */
record Measure(Instant at, int generation, long threads, long descriptors, long residentKilobytes, long liveBytes,
        long zombies, long stateFiles, long stateBytes, double load) {

    static final String HEADER = "at,generation,threads,descriptors,residentKilobytes,liveBytes,zombies,stateFiles,stateBytes,load";

    String csv() {
        return String.join(",", at.toString(), "" + generation, "" + threads, "" + descriptors, "" + residentKilobytes,
                "" + liveBytes, "" + zombies, "" + stateFiles, "" + stateBytes, "" + load);
    }
}
