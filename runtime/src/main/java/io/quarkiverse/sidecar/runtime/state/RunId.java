package io.quarkiverse.sidecar.runtime.state;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.sidecar.runtime.process.ProcessEntry;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/**
 * Names one run of an application. It holds the JVM's pid and start, so that the process table can tell that it is dead,
 * without asking any lock.
 *
 * @param pid the JVM
 * @param startTicks when the JVM started
 * @param random 128 bits in hexadecimal, because a JVM can run an application more than once
 */
public record RunId(long pid, long startTicks, String random) {

    private static final int RANDOM_BYTES = 16;
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,18})-([0-9a-f]{32})");

    /** A new one for this JVM. */
    public static RunId create(ProcessTable table) {
        long self = ProcessHandle.current().pid();
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return new RunId(self, table.find(self).map(ProcessEntry::startTicks).orElse(0L), HexFormat.of().formatHex(random));
    }

    /** Empty when the text is no owner id. */
    public static Optional<RunId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new RunId(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    /**
     * True when the owner may be alive. Within this JVM that is told by the registry of held slots, since the JVM outlives
     * an application in dev mode and tests; elsewhere by the process table.
     */
    public boolean alive(ProcessTable table) {
        // In a container the app may be process 1, which as a sidecar would be no ordinary process.
        if (startTicks <= 0 || table.find(pid).filter(jvm -> jvm.startTicks() == startTicks && !jvm.zombie()).isEmpty()) {
            return false;
        }
        return pid != ProcessHandle.current().pid() || HeldSlotRegistry.owners().contains(toString());
    }

    @Override
    public String toString() {
        return pid + "-" + startTicks + "-" + random;
    }
}
