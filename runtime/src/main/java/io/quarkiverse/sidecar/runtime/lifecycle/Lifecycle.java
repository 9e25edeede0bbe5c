package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.InputKind.*;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.*;

import io.quarkiverse.sidecar.runtime.lifecycle.Input.Elapsed;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.OfLaunch;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules.Deadlines;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Moment;

/**
 * The life of a sidecar as one total table of phases and inputs. Pure: the same state, input and time always give the same
 * step.
 * <p>
 * How to read it: a row is a phase. {@code on} names an input, what happens (a method of {@link Transitions}) and where it
 * may lead; {@code ignores} lists the inputs that change nothing there (late or doubled answers, commands that ask for what
 * is already so); {@code cannotHave} those that would answer what was not asked yet.
 */
public final class Lifecycle {

    private static final InputKind[] PENDING_ANSWERS = { RECLAIMED, HINDERED, ABANDONED, RECOVERED };
    private static final InputKind[] LAUNCH_ANSWERS = { LAUNCHED, LAUNCH_FAILED };
    private static final InputKind[] TERMINATION_ANSWERS = { TREE_ENDED, TREE_SURVIVED };
    private static final InputKind[] PROBE_RESULTS = { ANSWERED, UNRELATED_ANSWERED, NO_ANSWER };
    private static final InputKind[] TIMERS = { READY_TIMEOUT, SETTLED, STABLE, BACKOFF_OVER, RETRY_DUE };

    static final TransitionTable TABLE = new TransitionTable()

            .in(STOPPED, row -> row
                    .on(START, Transitions::startSeries, PENDING)
                    .on(RESTART, Transitions::startSeries, PENDING)
                    .on(SHUTDOWN, Transitions::shutDownNow, SHUT_DOWN)
                    .ignores(STOP)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS).ignores(EXITED).ignores(TERMINATION_ANSWERS)
                    .ignores(PROBE_RESULTS).ignores(TIMERS))

            .in(PENDING, row -> row
                    .on(STOP, Transitions.abandonReclaim(PENDING_TO_STOP), PENDING_TO_STOP)
                    .on(SHUTDOWN, Transitions.abandonReclaim(PENDING_TO_SHUT_DOWN), PENDING_TO_SHUT_DOWN)
                    .on(RECLAIMED, Transitions::launch, LAUNCHING)
                    .on(HINDERED, Transitions::hindered, BACKING_OFF, PENDING, FAILED)
                    .on(ABANDONED, Transitions::reclaimAgain, PENDING)
                    .on(RESTART, Transitions::beginWithThisReclaim, PENDING)
                    .ignores(START)
                    .impossible(LAUNCH_ANSWERS).impossible(RECOVERED, EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))
            .in(PENDING_TO_STOP, row -> row
                    .on(START, Transitions::beginWithThisReclaim, PENDING)
                    .on(RESTART, Transitions::beginWithThisReclaim, PENDING)
                    .on(SHUTDOWN, Transitions.change(PENDING_TO_SHUT_DOWN), PENDING_TO_SHUT_DOWN)
                    .on(RECLAIMED, Transitions.stoppedBeforeLaunch(STOPPED), STOPPED)
                    .on(HINDERED, Transitions.stoppedBeforeLaunch(STOPPED), STOPPED)
                    .on(ABANDONED, Transitions.stoppedBeforeLaunch(STOPPED), STOPPED)
                    .ignores(STOP)
                    .impossible(LAUNCH_ANSWERS).impossible(RECOVERED, EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))
            .in(PENDING_TO_SHUT_DOWN, row -> row
                    .on(RECLAIMED, Transitions.stoppedBeforeLaunch(SHUT_DOWN), SHUT_DOWN)
                    .on(HINDERED, Transitions.stoppedBeforeLaunch(SHUT_DOWN), SHUT_DOWN)
                    .on(ABANDONED, Transitions.stoppedBeforeLaunch(SHUT_DOWN), SHUT_DOWN)
                    .ignores(START, STOP, RESTART, SHUTDOWN)
                    .impossible(LAUNCH_ANSWERS).impossible(RECOVERED, EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))

            .in(LAUNCHING, row -> row
                    .on(STOP, Transitions.change(LAUNCHING_TO_STOP), LAUNCHING_TO_STOP)
                    .on(RESTART, Transitions.change(LAUNCHING_TO_RESTART), LAUNCHING_TO_RESTART)
                    .on(SHUTDOWN, Transitions.change(LAUNCHING_TO_SHUT_DOWN), LAUNCHING_TO_SHUT_DOWN)
                    .on(LAUNCHED, Transitions::launched, STARTING)
                    .on(LAUNCH_FAILED, Transitions::launchFailed, BACKING_OFF, PENDING, FAILED)
                    .ignores(START)
                    .ignores(PENDING_ANSWERS)
                    .impossible(EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))
            .in(LAUNCHING_TO_STOP, row -> row
                    .on(START, Transitions.change(LAUNCHING_TO_RESTART), LAUNCHING_TO_RESTART)
                    .on(RESTART, Transitions.change(LAUNCHING_TO_RESTART), LAUNCHING_TO_RESTART)
                    .on(SHUTDOWN, Transitions.change(LAUNCHING_TO_SHUT_DOWN), LAUNCHING_TO_SHUT_DOWN)
                    .on(LAUNCHED, Transitions.launchedToEnd(STOPPING), STOPPING)
                    .on(LAUNCH_FAILED, Transitions.stoppedBeforeLaunch(STOPPED), STOPPED)
                    .ignores(STOP)
                    .ignores(PENDING_ANSWERS)
                    .impossible(EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))
            .in(LAUNCHING_TO_RESTART, row -> row
                    .on(STOP, Transitions.change(LAUNCHING_TO_STOP), LAUNCHING_TO_STOP)
                    .on(SHUTDOWN, Transitions.change(LAUNCHING_TO_SHUT_DOWN), LAUNCHING_TO_SHUT_DOWN)
                    .on(LAUNCHED, Transitions.launchedToEnd(RESTARTING), RESTARTING)
                    .on(LAUNCH_FAILED, Transitions::startSeries, PENDING)
                    .ignores(START, RESTART)
                    .ignores(PENDING_ANSWERS)
                    .impossible(EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))
            .in(LAUNCHING_TO_SHUT_DOWN, row -> row
                    .on(LAUNCHED, Transitions.launchedToEnd(SHUTTING_DOWN), SHUTTING_DOWN)
                    .on(LAUNCH_FAILED, Transitions.stoppedBeforeLaunch(SHUT_DOWN), SHUT_DOWN)
                    .ignores(START, STOP, RESTART, SHUTDOWN)
                    .ignores(PENDING_ANSWERS)
                    .impossible(EXITED).impossible(TERMINATION_ANSWERS)
                    .impossible(PROBE_RESULTS).impossible(TIMERS))

            .in(STARTING, row -> row
                    .on(STOP, Transitions.end(STOPPING), STOPPING)
                    .on(RESTART, Transitions.end(RESTARTING), RESTARTING)
                    .on(SHUTDOWN, Transitions.end(SHUTTING_DOWN), SHUTTING_DOWN)
                    .on(EXITED, Transitions::crashed, ENDING_TO_RETRY)
                    .on(ANSWERED, Transitions::answered, STARTING, READY)
                    .on(UNRELATED_ANSWERED, Transitions::unrelatedAnswered, ENDING_TO_RETRY)
                    .on(NO_ANSWER, Transitions::notYetAnswering, STARTING)
                    .on(READY_TIMEOUT, Transitions::readyTimedOut, ENDING_TO_RETRY)
                    .on(SETTLED, Transitions::aliveLongEnough, STARTING, READY)
                    .ignores(START)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS)
                    .impossible(TERMINATION_ANSWERS).impossible(STABLE, BACKOFF_OVER, RETRY_DUE))
            .in(READY, row -> row
                    .on(STOP, Transitions.end(STOPPING), STOPPING)
                    .on(RESTART, Transitions.end(RESTARTING), RESTARTING)
                    .on(SHUTDOWN, Transitions.end(SHUTTING_DOWN), SHUTTING_DOWN)
                    .on(EXITED, Transitions::crashed, ENDING_TO_RETRY)
                    .on(ANSWERED, Transitions::stillAnswering, READY)
                    .on(UNRELATED_ANSWERED, Transitions::unrelatedAnswered, ENDING_TO_RETRY)
                    .on(NO_ANSWER, Transitions::pollFailed, READY, ENDING_TO_RETRY)
                    .on(STABLE, Transitions::stable, READY)
                    .ignores(START)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS)
                    .ignores(READY_TIMEOUT, SETTLED)
                    .impossible(TERMINATION_ANSWERS).impossible(BACKOFF_OVER, RETRY_DUE))

            .in(ENDING_TO_RETRY, row -> row
                    .on(START, Transitions.change(RESTARTING), RESTARTING)
                    .on(RESTART, Transitions.change(RESTARTING), RESTARTING)
                    .on(STOP, Transitions.change(STOPPING), STOPPING)
                    .on(SHUTDOWN, Transitions.change(SHUTTING_DOWN), SHUTTING_DOWN)
                    .on(EXITED, Transitions::exitedWhileEnding, ENDING_TO_RETRY)
                    .on(TREE_ENDED, Transitions::retry, BACKING_OFF, PENDING, FAILED, COMPLETED)
                    .on(TREE_SURVIVED, Transitions::unstoppable, FAILED)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(BACKOFF_OVER, RETRY_DUE))
            .in(STOPPING, row -> row
                    .on(START, Transitions.change(RESTARTING), RESTARTING)
                    .on(RESTART, Transitions.change(RESTARTING), RESTARTING)
                    .on(SHUTDOWN, Transitions.change(SHUTTING_DOWN), SHUTTING_DOWN)
                    .on(EXITED, Transitions::exitedWhileEnding, STOPPING)
                    .on(TREE_ENDED, Transitions.stopped(STOPPED), STOPPED)
                    .on(TREE_SURVIVED, Transitions::unstoppable, FAILED)
                    .ignores(STOP)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(BACKOFF_OVER, RETRY_DUE))
            .in(RESTARTING, row -> row
                    .on(STOP, Transitions.change(STOPPING), STOPPING)
                    .on(SHUTDOWN, Transitions.change(SHUTTING_DOWN), SHUTTING_DOWN)
                    .on(EXITED, Transitions::exitedWhileEnding, RESTARTING)
                    .on(TREE_ENDED, Transitions::startSeries, PENDING)
                    .on(TREE_SURVIVED, Transitions::unstoppable, FAILED)
                    .ignores(START, RESTART)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(BACKOFF_OVER, RETRY_DUE))
            .in(SHUTTING_DOWN, row -> row
                    .on(EXITED, Transitions::exitedWhileEnding, SHUTTING_DOWN)
                    .on(TREE_ENDED, Transitions.stopped(SHUT_DOWN), SHUT_DOWN)
                    .on(TREE_SURVIVED, Transitions::unstoppableAtTheEnd, SHUT_DOWN)
                    .ignores(START, STOP, RESTART, SHUTDOWN)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(BACKOFF_OVER, RETRY_DUE))

            .in(BACKING_OFF, row -> row
                    .on(START, Transitions::startSeries, PENDING)
                    .on(RESTART, Transitions::startSeries, PENDING)
                    .on(STOP, Transitions.stopped(STOPPED), STOPPED)
                    .on(SHUTDOWN, Transitions::shutDownNow, SHUT_DOWN)
                    .on(BACKOFF_OVER, Transitions::nextAttempt, PENDING)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS).ignores(EXITED).ignores(TERMINATION_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(RETRY_DUE))
            .in(FAILED, row -> row
                    .on(START, Transitions.afterSurvivors(RESTARTING, Transitions::startSeries), PENDING, RESTARTING)
                    .on(RESTART, Transitions.afterSurvivors(RESTARTING, Transitions::startSeries), PENDING, RESTARTING)
                    .on(STOP, Transitions.afterSurvivors(STOPPING, Transitions.stopped(STOPPED)), STOPPED, STOPPING)
                    .on(SHUTDOWN, Transitions.afterSurvivors(SHUTTING_DOWN, Transitions::shutDownNow), SHUT_DOWN, SHUTTING_DOWN)
                    .on(RETRY_DUE, Transitions::startSeries, PENDING)
                    .on(RECOVERED, Transitions::startSeries, PENDING)
                    .on(EXITED, Transitions::exitedWhileEnding, FAILED)
                    .ignores(RECLAIMED, HINDERED, ABANDONED).ignores(LAUNCH_ANSWERS).ignores(TERMINATION_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(BACKOFF_OVER))
            .in(COMPLETED, row -> row
                    .on(START, Transitions::startSeries, PENDING)
                    .on(RESTART, Transitions::startSeries, PENDING)
                    .on(STOP, Transitions.stopped(STOPPED), STOPPED)
                    .on(SHUTDOWN, Transitions::shutDownNow, SHUT_DOWN)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS).ignores(EXITED).ignores(TERMINATION_ANSWERS)
                    .ignores(PROBE_RESULTS)
                    .ignores(READY_TIMEOUT, SETTLED, STABLE)
                    .impossible(BACKOFF_OVER, RETRY_DUE))
            .in(SHUT_DOWN, row -> row
                    .ignores(START, STOP, RESTART, SHUTDOWN)
                    .on(EXITED, Transitions::exitedWhileEnding, SHUT_DOWN)
                    .ignores(PENDING_ANSWERS).ignores(LAUNCH_ANSWERS).ignores(TERMINATION_ANSWERS)
                    .ignores(PROBE_RESULTS).ignores(TIMERS))
            .total();

    private final LifecycleRules rules;

    public Lifecycle(LifecycleRules rules) {
        this.rules = rules;
    }

    /** False when being alive for long enough is being ready. */
    public boolean probes() {
        return rules.probed();
    }

    /**
     * What an input leads to.
     *
     * @param now nanoseconds of a clock that never goes back, of any origin
     */
    public Step step(LifecycleState state, Input input, long now) {
        Moment moment = new Moment(state, input, now, rules);
        if (input instanceof OfLaunch answer && answer.launch() != state.launch()) {
            boolean stale = answer.launch() < state.launch();
            return (stale ? TransitionTable.Cell.NOTHING : TransitionTable.Cell.IMPOSSIBLE).transition().apply(moment);
        }
        if (input instanceof Elapsed timer && state.phase().awaits(timer.timer())) {
            long left = Deadlines.left(moment, timer.timer());
            if (left > 0) {
                return Step.to(state, new Command.SetTimer(state.launch(), timer.timer(), left));
            }
        }
        return TABLE.cell(state.phase(), input.kind()).transition().apply(moment);
    }
}
