package io.quarkiverse.sidecar.runtime.experiment;

import java.util.Optional;

import io.quarkiverse.sidecar.runtime.experiment.Breakpoint.Place;

/**
 * Where an application is killed while all its threads stand still. The names are those of the tested code: where one is
 * changed there, the experiment fails until it is changed here.
 */
enum KillPoint {

    AFTER_FORK("after the fork", "restart", launching("launch.LaunchSequence", "announce")),
    BEFORE_RENAME("before the record's rename", "restart",
            Optional.of(new Place("java.nio.file.Files", "move", "sidecar-launcher"))),
    AFTER_RENAME("after the record's rename", "restart", launching("launch.LaunchSequence", "open")),
    AFTER_THE_BYTE("after the gate's byte", "restart", launching("launch.SidecarProcess", "<init>")),
    IN_CLEAN_UP("after a crash, before its descendants are ended", "crash", ending("process.TreeTermination", "run")),
    IN_BACKOFF("in backoff", "crash", Optional.empty()),
    /** The tree is waited for: the signal was just sent. */
    IN_STOP("in stop, after the first signal", "stop", ending("process.TreeTermination$Run", "await"));

    private static final String RUNTIME = "io.quarkiverse.sidecar.runtime.";

    final String title;

    /** What brings the application there. */
    final String order;

    /** Empty where the application waits by itself. */
    final Optional<Place> place;

    KillPoint(String title, String order, Optional<Place> place) {
        this.title = title;
        this.order = order;
        this.place = place;
    }

    private static Optional<Place> launching(String type, String method) {
        return Optional.of(new Place(RUNTIME + type, method, "sidecar-launcher"));
    }

    private static Optional<Place> ending(String type, String method) {
        return Optional.of(new Place(RUNTIME + type, method, "sidecar-worker"));
    }

    @Override
    public String toString() {
        return title;
    }
}
