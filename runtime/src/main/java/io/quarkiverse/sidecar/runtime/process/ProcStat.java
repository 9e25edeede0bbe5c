package io.quarkiverse.sidecar.runtime.process;

import java.util.Optional;

/**
 * The line of {@code /proc/PID/stat}, parsed in its buffer: a scan reads one for each process of the machine, so it must be
 * fast. Valid until the buffer is used again.
 */
final class ProcStat {

    /** Longer than 50 numbers of 20 digits and a name of 64 characters. */
    static final int LONGEST = 2048;

    // Fields after the closing parenthesis of the command name, counted from 0 (proc(5) counts from 1 and starts two fields
    // earlier).
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int FLAGS = 6;
    private static final int THREADS = 17;
    private static final int START_TICKS = 19;
    private static final int MEMORY_BYTES = 20;
    private static final int CODE_END = 24;
    private static final int ENVIRONMENT_START = 47;
    private static final int ENVIRONMENT_END = 48;
    private static final int USED = 49;

    /** In the flags, whose meaning is the kernel's own; these two have never changed. */
    private static final long PF_EXITING = 4;
    private static final long PF_KTHREAD = 0x00200000;

    private final long pid;
    private final byte[] line;
    private final int length;
    private final int[] starts = new int[USED];
    private final int fields;

    private ProcStat(long pid, byte[] line, int length, int nameEnd) {
        this.pid = pid;
        this.line = line;
        this.length = length;
        int found = 0;
        for (int at = nameEnd + 1; at < length - 1 && found < USED; at++) {
            if (line[at] == ' ' && line[at + 1] > ' ') {
                starts[found++] = at + 1;
            }
        }
        this.fields = found;
    }

    /**
     * @param length how much of the buffer was read; not positive when there was nothing
     * @return empty when that is no such line, or not as far as the start
     */
    static Optional<ProcStat> of(long pid, byte[] buffer, int length) {
        int nameEnd = length - 1;
        // The command name between the parentheses may itself hold parentheses and spaces: the last one ends it.
        while (nameEnd >= 0 && buffer[nameEnd] != ')') {
            nameEnd--;
        }
        ProcStat line = new ProcStat(pid, buffer, length, nameEnd);
        return nameEnd < 0 || line.fields <= START_TICKS ? Optional.empty() : Optional.of(line);
    }

    /** As the process table shows it. */
    ProcessEntry entry() {
        // Only its first thread has ended when a zombie still has others: the process is alive.
        boolean zombie = state() == 'X' || state() == 'Z' && number(THREADS) <= 1;
        return new ProcessEntry(pid, number(PARENT), number(GROUP), number(SESSION), number(START_TICKS), zombie);
    }

    /** A process in the hands of a debugger is in another state ({@code t}). */
    boolean stopped() {
        return state() == 'T';
    }

    /** It does nothing any more of its own, and from some moment on before it is a zombie it has no environment. */
    boolean exiting() {
        return (number(FLAGS) & PF_EXITING) != 0;
    }

    /**
     * True when it has an environment, or will have one; a kernel thread and one that is ending have no memory to keep it in.
     */
    boolean hasEnvironment() {
        return fields > ENVIRONMENT_END && number(MEMORY_BYTES) != 0
                && (number(CODE_END) == 0 || number(ENVIRONMENT_END) != number(ENVIRONMENT_START));
    }

    /** True when it is known to have none: it is a thread of the kernel, or its program was executed without. */
    boolean hasNoEnvironment() {
        return (number(FLAGS) & PF_KTHREAD) != 0 || !exiting() && fields > ENVIRONMENT_END && number(MEMORY_BYTES) != 0
                && number(CODE_END) != 0 && number(ENVIRONMENT_END) == number(ENVIRONMENT_START);
    }

    /** It was reaped while it was read, or a thread of it has executed a program, and goes on under its number. */
    boolean released() {
        return state() == 'X' || state() == 'Z' && number(THREADS) == 0;
    }

    private char state() {
        return (char) line[starts[STATE]];
    }

    /** Unsigned ones beyond the range come out negative: they are asked for equality only. */
    private long number(int field) {
        int at = starts[field];
        boolean negative = line[at] == '-';
        long number = 0;
        for (at += negative ? 1 : 0; at < length && line[at] >= '0' && line[at] <= '9'; at++) {
            number = 10 * number + (line[at] - '0');
        }
        return negative ? -number : number;
    }
}
