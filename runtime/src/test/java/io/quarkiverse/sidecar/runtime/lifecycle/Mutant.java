package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.InputKind.*;
import static io.quarkiverse.sidecar.runtime.lifecycle.Phase.*;
import static io.quarkiverse.sidecar.runtime.lifecycle.simulation.Invariant.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Moment;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Transition;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Invariant;
import io.quarkiverse.sidecar.runtime.lifecycle.simulation.Stepper;

/** The lifecycle, broken on purpose in one place, and the invariant that this breaks. */
public enum Mutant {

    // Guards of step
    LAUNCH_NUMBER_IGNORED(STALE_IS_SILENT, rules -> (state, input, now) -> Lifecycle.TABLE.cell(state.phase(), input.kind())
            .transition().apply(new Moment(state, input, now, rules))),
    EARLY_TIMER_TAKEN_FOR_DUE(BUDGET_AND_BACKOFF, unguarded(BACKING_OFF, BACKOFF_OVER)),
    STABLE_TIMER_TAKEN_FOR_DUE(BUDGET_AND_BACKOFF, unguarded(READY, STABLE)),
    RETRY_TIMER_TAKEN_FOR_DUE(FAILURE_ONCE, unguarded(FAILED, RETRY_DUE)),

    // Stops
    RESTARTED_AFTER_A_STOP(NO_LAUNCH_AFTER_STOP, cell(STOPPED, BACKOFF_OVER, Transitions::nextAttempt)),
    STOP_LOST_IN_BACKOFF(NO_LAUNCH_AFTER_STOP, cell(BACKING_OFF, STOP, doNothing())),
    STOP_LOST_IN_RECLAIM(NO_LAUNCH_AFTER_STOP, cell(PENDING, STOP, doNothing())),
    SHUTDOWN_LOST_AFTER_STOP(NO_LAUNCH_AFTER_STOP, cell(STOPPED, SHUTDOWN, doNothing())),
    STOP_LOST_WHILE_LAUNCHING(NOTHING_LEFT, cell(LAUNCHING_TO_STOP, LAUNCHED, Transitions::launched)),
    STOP_IGNORED_WHEN_READY(NOTHING_LEFT, cell(READY, STOP, doNothing())),
    STOPPED_WHEN_THE_MAIN_PROCESS_IS(NOTHING_LEFT, cell(STOPPING, EXITED, toldExit(Transitions.stopped(STOPPED)))),

    // Trees
    RESTARTED_WITHOUT_ENDING(ONE_LIVE_TREE, cell(READY, RESTART, Transitions::startSeries)),
    RESTARTED_WHEN_THE_MAIN_PROCESS_ENDED(ONE_LIVE_TREE, cell(RESTARTING, EXITED, toldExit(Transitions::startSeries))),
    LAUNCHED_TWICE(ONE_LIVE_TREE, cell(LAUNCHING, RECLAIMED, Transitions::launch)),

    // Failures
    FAILURE_ANNOUNCED_TWICE(FAILURE_ONCE, output(step -> twice(step, Command.AnnounceFailed.class))),
    FAILURE_NOT_ANNOUNCED(FAILURE_ONCE, output(step -> without(step, Command.AnnounceFailed.class))),
    FAILED_DOES_NOT_STICK(FAILURE_ONCE, cell(FAILED, EXITED, Transitions::nextAttempt)),
    FATAL_EXIT_RETRIED(BUDGET_AND_BACKOFF, rules(rules -> with(rules, rules.backoff(), rules.limits(), Set.of()))),

    EXIT_TOLD_TWICE(TOLD_ONCE, cell(STOPPING, EXITED, moment -> Step.to(moment.state(),
            new Command.AnnounceExited(((Input.Exited) moment.input()).exit(), true)))),
    READY_AGAIN_BY_EVERY_POLL(TOLD_ONCE, cell(READY, ANSWERED, Transitions::answered)),

    // Readiness
    READY_WITHOUT_OWNERSHIP(READY_IS_TRUE, cell(STARTING, UNRELATED_ANSWERED,
            moment -> Transitions.answered(asProof(moment)))),
    READY_UNPROVED_AT_ONCE(READY_IS_TRUE, cell(STARTING, ANSWERED,
            moment -> Transitions.answered(asProof(moment)))),
    CRASH_OVERLOOKED(READY_IS_TRUE, cell(READY, EXITED, doNothing())),
    UNHEALTHY_FOR_EVER(READY_IS_TRUE, cell(READY, NO_ANSWER, doNothing())),

    COMPLETED_BY_ANY_EXIT_0(COMPLETED_IS_PROVED, cell(ENDING_TO_RETRY, TREE_ENDED, moment -> Transitions.retry(
            new Moment(moment.state().with(moment.state().attempt().ready()), moment.input(), moment.now(), moment.rules())))),

    SURVIVORS_TAKEN_FOR_STOPPED(SURVIVORS_ARE_NAMED, cell(STOPPING, TREE_SURVIVED, Transitions.stopped(STOPPED))),
    RESTARTED_BESIDE_SURVIVORS(SURVIVORS_ARE_NAMED, cell(RESTARTING, TREE_SURVIVED, Transitions::startSeries)),
    SURVIVORS_FORGOTTEN_AT_THE_END(SURVIVORS_ARE_NAMED, cell(SHUTTING_DOWN, TREE_SURVIVED, Transitions.stopped(SHUT_DOWN))),

    // Budget and backoff
    BUDGET_NOT_REFILLED(BUDGET_AND_BACKOFF, cell(READY, STABLE, doNothing())),
    BUDGET_REFILLED_BY_READY(BUDGET_AND_BACKOFF, cell(STARTING, ANSWERED, moment -> refilled(Transitions.answered(moment)))),
    BUDGET_KEPT_AFTER_A_NEW_START(BUDGET_AND_BACKOFF, cell(FAILED, START, Transitions::nextAttempt)),
    ONE_RESTART_TOO_MANY(BUDGET_AND_BACKOFF, rules(rules -> with(rules, rules.backoff(),
            new RestartBudget.Limits(rules.limits().attempts() + 1, rules.limits().windowAttempts(), rules.limits().window()),
            rules.fatalExitCodes()))),
    WINDOW_OVERLOOKED(BUDGET_AND_BACKOFF, rules(rules -> with(rules, rules.backoff(),
            new RestartBudget.Limits(rules.limits().attempts(), OptionalInt.empty(), 0), rules.fatalExitCodes()))),
    NO_BACKOFF(BUDGET_AND_BACKOFF,
            rules(rules -> with(rules, new Backoff(0, 0, 0), rules.limits(), rules.fatalExitCodes()))),
    BACKOFF_DOES_NOT_GROW(BUDGET_AND_BACKOFF, rules(rules -> with(rules,
            new Backoff(rules.backoff().first(), rules.backoff().first(), 0), rules.limits(), rules.fatalExitCodes()))),

    // Dependencies
    ABANDONED_WAIT_TAKEN_FOR_A_FREE_WAY(AFTER_ITS_DEPENDENCY, cell(PENDING, ABANDONED,
            moment -> Transitions.launch(asFree(moment)))),
    FAILED_DEPENDENCY_TRIED_AGAIN(BUDGET_AND_BACKOFF, cell(PENDING, HINDERED,
            moment -> Transitions.hindered(asPassing(moment)))),
    STOP_WAITS_FOR_THE_DEPENDENCY(GOAL_IS_REACHED, output(step -> without(step, Command.AbandonReclaim.class))),

    // Ways to get stuck
    READY_TIMEOUT_IGNORED(GOAL_IS_REACHED, cell(STARTING, READY_TIMEOUT, doNothing())),
    END_OVERHEARD_IN_RESTART(GOAL_IS_REACHED, cell(RESTARTING, TREE_ENDED, doNothing())),
    EARLY_TIMER_NOT_SET_AGAIN(GOAL_IS_REACHED, output(step -> step.commands().size() == 1
            ? without(step, Command.SetTimer.class)
            : step)),

    // What the status says
    RECORD_CLAIMED(RECORD_NAMES_IT, cell(LAUNCHING, LAUNCHED, moment -> Transitions.launched(recorded(moment)))),

    STRAY_ANSWER_CALLED_IMPOSSIBLE(NOTHING_IMPOSSIBLE,
            cell(ENDING_TO_RETRY, NO_ANSWER, TransitionTable.Cell.IMPOSSIBLE.transition()));

    private final Invariant breaks;
    private final Function<LifecycleRules, Stepper> lifecycle;

    Mutant(Invariant breaks, Function<LifecycleRules, Stepper> lifecycle) {
        this.breaks = breaks;
        this.lifecycle = lifecycle;
    }

    public Invariant breaks() {
        return breaks;
    }

    public Stepper of(LifecycleRules rules) {
        return lifecycle.apply(rules);
    }

    // How to break it

    /** One cell of the table is another. */
    static Function<LifecycleRules, Stepper> cell(Phase phase, InputKind kind, Transition transition) {
        return rules -> {
            Lifecycle sound = new Lifecycle(rules);
            return (state, input, now) -> {
                boolean stale = input instanceof Input.OfLaunch answer && answer.launch() != state.launch();
                return !stale && state.phase() == phase && input.kind() == kind
                        ? transition.apply(new Moment(state, input, now, rules))
                        : sound.step(state, input, now);
            };
        };
    }

    /** One cell of the table takes a timer that is early. */
    private static Function<LifecycleRules, Stepper> unguarded(Phase phase, InputKind timer) {
        return cell(phase, timer, Lifecycle.TABLE.cell(phase, timer).transition());
    }

    /** The lifecycle goes by other rules than those that were declared. */
    private static Function<LifecycleRules, Stepper> rules(UnaryOperator<LifecycleRules> others) {
        return rules -> new Lifecycle(others.apply(rules))::step;
    }

    /** What a step leads to is changed. */
    private static Function<LifecycleRules, Stepper> output(UnaryOperator<Step> change) {
        return rules -> {
            Lifecycle sound = new Lifecycle(rules);
            return (state, input, now) -> change.apply(sound.step(state, input, now));
        };
    }

    private static Transition doNothing() {
        return TransitionTable.Cell.NOTHING.transition();
    }

    private static Transition toldExit(Transition transition) {
        return moment -> transition.apply(moment)
                .after(new Command.AnnounceExited(((Input.Exited) moment.input()).exit(), true));
    }

    private static Moment asProof(Moment moment) {
        return new Moment(moment.state(), new Input.Answered(moment.state().launch(), true), moment.now(), moment.rules());
    }

    private static Moment asFree(Moment moment) {
        return new Moment(moment.state(), new Input.Reclaimed(moment.state().launch(), List.of()), moment.now(),
                moment.rules());
    }

    private static Moment asPassing(Moment moment) {
        Input.Hindered input = (Input.Hindered) moment.input();
        return new Moment(moment.state(), new Input.Hindered(input.launch(), input.orphans(),
                Failures.launchFailed(input.failure().message())), moment.now(), moment.rules());
    }

    private static Moment recorded(Moment moment) {
        Input.Launched input = (Input.Launched) moment.input();
        Set<Protection> more = EnumSet.copyOf(input.protections());
        more.add(Protection.RECORD);
        return new Moment(moment.state(), new Input.Launched(input.launch(), input.pid(), more), moment.now(), moment.rules());
    }

    private static Step refilled(Step step) {
        return step.state().phase() != READY ? step
                : new Step(step.state().with(step.state().budget().refill()), step.commands());
    }

    private static Step twice(Step step, Class<? extends Command> kind) {
        List<Command> commands = new ArrayList<>(step.commands());
        step.commands().stream().filter(kind::isInstance).forEach(commands::add);
        return new Step(step.state(), commands);
    }

    private static Step without(Step step, Class<? extends Command> kind) {
        return new Step(step.state(), step.commands().stream().filter(command -> !kind.isInstance(command)).toList());
    }

    private static LifecycleRules with(LifecycleRules rules, Backoff backoff, RestartBudget.Limits limits, Set<Integer> fatal) {
        return new LifecycleRules(rules.probed(), rules.proofWanted(), rules.readyTimeout(), rules.failureThreshold(),
                rules.stableAfter(), rules.policy(), backoff, limits, fatal, rules.retryAfter());
    }
}
