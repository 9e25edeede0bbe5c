package io.quarkiverse.sidecar.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.sidecar.runtime.config.ActualPortInterceptor;
import io.quarkiverse.sidecar.runtime.fleet.Fleet;
import io.quarkiverse.sidecar.runtime.supervisor.SidecarDeclaration;
import io.quarkus.dev.console.DevConsoleManager;

/**
 * Hands the sidecars of dev mode from one application to the next. A live reload loads the classes of the application anew,
 * and not those of this extension: what is static here lasts until dev mode ends. The build-time half of the extension, which
 * is told of that end, has its own copy of this class, and reaches this one by the key {@link #END}.
 */
public final class DevModeFleet {

    /** Under this key a global of dev mode holds what is to be run when that ends. */
    public static final String END = "io.quarkiverse.sidecar.end-of-dev-mode";

    /** Kept here, as the globals of dev mode are cleared some time before it has ended. */
    private static AtomicReference<Runnable> end;
    /** The one that was launched last. */
    private static Fleet current;
    private static boolean over;

    private DevModeFleet() {
    }

    /** Whether the end of dev mode is reported: otherwise no sidecar may outlast the application. */
    static synchronized boolean possible() {
        if (end == null) {
            end = DevConsoleManager.getGlobal(END);
        }
        return end != null;
    }

    /** The fleet of the application that starts. Nothing is changed before its launch. */
    static synchronized Fleet next(List<SidecarDeclaration> declarations, Fleet.Surroundings surroundings) {
        return current == null ? new Fleet(declarations, surroundings) : current.nextGeneration(declarations, surroundings);
    }

    /** Launches what is not up already, after ending what is up and not wanted any more. */
    static synchronized void launch(Fleet next) {
        if (over) {
            throw new IllegalStateException("Dev mode has ended: no sidecar is launched any more");
        }
        end.set(DevModeFleet::devModeEnds);
        if (current != null && !next.succeeds(current)) {
            Fleet unrelated = current;
            current = null;
            if (!unrelated.shutDown()) {
                throw new IllegalStateException("The sidecars of the state folder used before do not end; the log names them."
                        + " Nothing is launched beside them. End them, and reload the application.");
            }
        }
        next.launch();
        current = next;
    }

    /** The application ends. One that never came to its launch has nothing to leave behind. */
    static synchronized void applicationEnds(Fleet its) {
        if (current == its) {
            its.detachFromApplication();
        }
    }

    private static synchronized void devModeEnds() {
        over = true;
        if (current != null) {
            current.shutDown();
            current = null;
        }
        ActualPortInterceptor.OF_THIS_RUN.forget();
    }
}
