package io.quarkiverse.sidecar.runtime.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;

/** Stops a whole application at the entry of a method, so that the tested code needs no hook. */
final class Breakpoint implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    /**
     * Where.
     *
     * @param thread the start of the name of the thread that must come there; others pass
     */
    record Place(String className, String method, String thread) {

        @Override
        public String toString() {
            return className + "." + method + " on the thread " + thread;
        }
    }

    private final VirtualMachine vm;
    private final Place place;
    private boolean set;

    /** @param port where the application's debugger listens */
    Breakpoint(int port, Place place) {
        this.place = place;
        this.vm = attach(port);
        List<ReferenceType> loaded = vm.classesByName(place.className());
        if (loaded.isEmpty()) {
            ClassPrepareRequest prepared = vm.eventRequestManager().createClassPrepareRequest();
            prepared.addClassFilter(place.className());
            prepared.enable();
        } else {
            loaded.forEach(this::setIn);
        }
    }

    /** Returns when a thread is there; all threads stand still then. */
    void await() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                EventSet events = left <= 0 ? null : vm.eventQueue().remove(left);
                if (events == null) {
                    throw new AssertionError("Nobody came to " + place + ", which was "
                            + (set ? "found" : "not found: was it renamed? Then change the kill point"));
                }
                if (events.stream().anyMatch(this::isIt)) {
                    return;
                }
                events.resume();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private boolean isIt(Event event) {
        if (event instanceof ClassPrepareEvent prepared) {
            setIn(prepared.referenceType());
        }
        return event instanceof BreakpointEvent hit && hit.thread().name().startsWith(place.thread());
    }

    private void setIn(ReferenceType type) {
        List<Method> methods = type.methodsByName(place.method()).stream()
                .filter(method -> method.location() != null && method.declaringType().equals(type)).toList();
        if (methods.isEmpty()) {
            throw new AssertionError("There is no method " + place + ": was it renamed? Then change the kill point");
        }
        methods.forEach(method -> {
            EventRequest request = vm.eventRequestManager().createBreakpointRequest(method.location());
            request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            request.enable();
        });
        set = true;
    }

    private static VirtualMachine attach(int port) {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(any -> any.transport().name().equals("dt_socket")).findFirst()
                .orElseThrow(() -> new AssertionError("This JDK has no debugger that attaches by a socket"));
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        try {
            return connector.attach(arguments);
        } catch (IOException | IllegalConnectorArgumentsException e) {
            throw new AssertionError("The application's debugger cannot be reached on port " + port, e);
        }
    }

    /** The application is dead by now, or goes on. */
    @Override
    public void close() {
        try {
            vm.dispose();
        } catch (VMDisconnectedException e) {
            // Killed, as it was to be.
        }
    }
}
