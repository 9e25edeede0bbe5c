package io.quarkiverse.sidecar.runtime.process;

/** The one place where a signal leaves this JVM, once {@link SignalSender} has proved to whom. Any thread; may block shortly. */
@FunctionalInterface
public interface SignalDelivery {

    /**
     * @param target an ordinary process other than this JVM, verified on this very handle
     * @return false when it is gone, or may not be signalled
     */
    boolean deliver(ProcessHandle target, Signal signal);
}
