package io.quarkiverse.sidecar.runtime.process;

/** Why a process counts as ours. */
enum Proof {

    /** It is the main process: same pid, same start. */
    MAIN,

    /** It was proved before, and is still the same process. */
    CAPTURED,

    /** It is in the control group that was made for the launch. */
    CONTROL_GROUP,
    /** It is in the session that the main process leads or led. */
    SESSION,

    /** It is in the group that the main process leads. */
    GROUP,

    /** Its environment carries the launch's claim. */
    TOKEN,
    /** Its standard output or error is a pipe that was made for the launch. */
    OUTPUT,

    /** A process that is proved and alive is its parent. */
    DESCENT
}
