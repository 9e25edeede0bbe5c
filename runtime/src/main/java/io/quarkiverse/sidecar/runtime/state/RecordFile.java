package io.quarkiverse.sidecar.runtime.state;

/** What a record's file turned out to hold. */
public sealed interface RecordFile permits LaunchRecord, RecordFile.Damaged {

    /**
     * Something that no version of us wrote, or not wholly.
     *
     * @param why what is wrong with it
     */
    record Damaged(String why) implements RecordFile {
    }
}
