package io.quarkiverse.sidecar.runtime.reclaim.simulation;

import static io.quarkiverse.sidecar.runtime.reclaim.simulation.Invariant.*;

/** One thing that a start does wrong on purpose, and the invariant that this breaks. */
enum Flaw {

    LOCK_IGNORED(ONE_HOLDER),
    OWNERS_LIFE_NOT_ASKED(NO_LIVE_SIDECAR_TOUCHED),
    ENVIRONMENT_NOT_READ(NO_LIVE_SIDECAR_TOUCHED),
    LINEAGE_NOT_SPARED(NO_STRANGER_SIGNALLED),
    BOOT_IGNORED(NO_STRANGER_SIGNALLED),
    SIGNALS_WITHOUT_LOOKING_AGAIN(NO_STRANGER_SIGNALLED),
    LAST_SEEN_IGNORED(NO_STRANGER_SIGNALLED),
    OTHER_TOKENS_IGNORED(NO_STRANGER_SIGNALLED),
    LOCK_AND_LIFE_IGNORED(RECORD_KEPT),
    OTHER_SLOTS_NOT_RECLAIMED(NO_ORPHAN_LEFT),
    PIPES_IGNORED(NO_ORPHAN_LEFT),
    DESCENDANTS_IGNORED(NO_ORPHAN_LEFT),
    CARRIERS_NOT_SEARCHED(NO_ORPHAN_LEFT),
    OWNER_WRITTEN_BEFORE_THE_RECLAIM(NO_ORPHAN_LEFT),
    RECORD_REMOVED_BEFORE_THE_END(NO_ORPHAN_LEFT),
    BAD_RECORD_ENDS_THE_START(START_COMPLETES);

    private final Invariant breaks;

    Flaw(Invariant breaks) {
        this.breaks = breaks;
    }

    Invariant breaks() {
        return breaks;
    }
}
