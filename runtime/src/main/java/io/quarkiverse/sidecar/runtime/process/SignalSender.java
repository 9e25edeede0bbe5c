package io.quarkiverse.sidecar.runtime.process;

import java.util.Optional;

/**
 * Sends signals, each to one process that is proved to be the one meant. The order is what makes it safe: take the handle,
 * then verify, then signal. Only classes that hold it can signal. Safe for use by any thread.
 */
public final class SignalSender {

    private final ProcessTable table;
    private final SignalDelivery delivery;

    /** Signals by the system's means. */
    public SignalSender(ProcessTable table) {
        this(table, new SystemSignalDelivery(table::deafTo));
    }

    /** @param delivery is given every signal that is sent, and nothing that is refused */
    public SignalSender(ProcessTable table, SignalDelivery delivery) {
        this.table = table;
        this.delivery = delivery;
    }

    /**
     * Returns false when the process is not there any more, or may not be signalled: what is no ordinary process, and this
     * JVM, never are.
     */
    public boolean send(ProcessIdentity target, Signal signal) {
        long pid = target.pid();
        if (!ProcessIdentity.ordinaryPid(pid) || pid == ProcessHandle.current().pid()) {
            return false;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty() || table.find(pid).filter(entry -> target.is(entry) && !entry.zombie()).isEmpty()) {
            return false;
        }
        return delivery.deliver(handle.get(), signal);
    }

    /**
     * The one place where a signal leaves this JVM, once {@link SignalSender} has proved to whom. Any thread; may block
     * shortly.
     */
    @FunctionalInterface
    public interface SignalDelivery {

        /**
         * @param target an ordinary process other than this JVM, verified on this very handle
         * @return false when it is gone, or may not be signalled
         */
        boolean deliver(ProcessHandle target, Signal signal);
    }
}
