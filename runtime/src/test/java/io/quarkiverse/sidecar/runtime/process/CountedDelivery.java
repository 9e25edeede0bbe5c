package io.quarkiverse.sidecar.runtime.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkiverse.sidecar.runtime.process.SignalSender.SignalDelivery;

/**
 * Notes every signal, in the order of delivery, before it hands it on.
 *
 * @param next what really delivers, or does not
 */
public record CountedDelivery(SignalDelivery next, List<Delivered> delivered) implements SignalDelivery {

    public record Delivered(long pid, Signal signal) {
    }

    /** Delivers what it counts. */
    public static CountedDelivery of(ProcessTable table) {
        return new CountedDelivery(new SystemSignalDelivery(table::deafTo), new CopyOnWriteArrayList<>());
    }

    /** Delivers nothing: for whom no signal may be meant at all. */
    public static CountedDelivery toNobody() {
        return new CountedDelivery((target, signal) -> true, new CopyOnWriteArrayList<>());
    }

    @Override
    public boolean deliver(ProcessHandle target, Signal signal) {
        delivered.add(new Delivered(target.pid(), signal));
        return next.deliver(target, signal);
    }
}
