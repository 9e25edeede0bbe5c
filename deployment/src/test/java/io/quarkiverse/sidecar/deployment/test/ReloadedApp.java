package io.quarkiverse.sidecar.deployment.test;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.sidecar.SidecarEvent;
import io.quarkiverse.sidecar.SidecarStatus;
import io.quarkiverse.sidecar.Sidecars;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.vertx.ext.web.Router;

/** The application that is reloaded: its source is changed by the tests. It tells what it sees of its sidecars. */
@ApplicationScoped
public class ReloadedApp {

    /** Of every run of the application one. */
    static final List<WeakReference<ClassLoader>> LOADERS = JvmWide.of(ReloadedApp.class, "loaders",
            CopyOnWriteArrayList::new);

    private final Queue<SidecarEvent> events = new ConcurrentLinkedQueue<>();

    @Inject
    Sidecars sidecars;

    @Inject
    Scheduler scheduler;

    @ConfigProperty(name = "actual-port")
    String actualPort;

    void starts(@Observes StartupEvent event) {
        LOADERS.add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
    }

    void hears(@Observes SidecarEvent event) {
        events.add(event);
    }

    void answers(@Observes Router router) {
        router.get("/app").handler(request -> request.response().end(text()));
    }

    private String text() {
        return "run=" + run() + "\nactual-port=" + actualPort + "\n"
                + "jobs=" + scheduler.getScheduledJobs().stream().map(Trigger::getId).toList() + "\n"
                + sidecars.all().stream().map(sidecar -> text(sidecar.status())).collect(Collectors.joining()) + "events="
                + events.stream().map(event -> event.getClass().getSimpleName() + " " + event.name() + " " + event.launch())
                        .collect(Collectors.joining(","));
    }

    private static String run() {
        return "first";
    }

    private static String text(SidecarStatus status) {
        String name = status.name();
        return name + ".state=" + status.state() + "\n" + name + ".pid=" + status.pid().orElse(0) + "\n" + name + ".launch="
                + status.launch() + "\n" + name + ".since=" + status.readySince().map(Object::toString).orElse("") + "\n" + name
                + ".port=" + status.port().orElse(0) + "\n" + name + ".tail=" + status.outputTail() + "\n";
    }
}
