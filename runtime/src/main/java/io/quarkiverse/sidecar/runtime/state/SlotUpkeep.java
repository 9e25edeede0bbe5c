package io.quarkiverse.sidecar.runtime.state;

import java.io.IOException;
import java.nio.file.Path;

import org.jboss.logging.Logger;

/** Makes a slot fit for use again, whatever stands in it. Its lock is held meanwhile. */
public final class SlotUpkeep {

    private static final Logger LOG = Logger.getLogger(SlotUpkeep.class);

    private SlotUpkeep() {
    }

    /** Throws nothing: what cannot be mended is told, and shows again when the slot is used. */
    public static void run(Slot slot) {
        try {
            slot.setAsideUnusableRecords()
                    .ifPresent(aside -> tell(aside, "there was no folder of records, but something else"));
            slot.setAsideUnusableOwner().ifPresent(aside -> tell(aside,
                    "it does not name the slot's last owner. What that left without a record is not looked for"));
            PrivateFiles.deleteTemporaries(slot.folder());
            PrivateFiles.deleteTemporaries(slot.records());
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Cannot tidy up %s: %s", slot.folder(), PrivateFiles.why(e));
        }
    }

    private static void tell(Path aside, String why) {
        LOG.warnf("Something in a slot cannot be used and is set aside as %s: %s", aside, why);
    }
}
