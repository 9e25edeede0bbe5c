package io.quarkiverse.sidecar.runtime.lifecycle;

import static io.quarkiverse.sidecar.runtime.lifecycle.Step.to;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.SidecarExit;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Answered;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Elapsed;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Exited;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Hindered;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.LaunchFailed;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Launched;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.NoAnswer;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Orphan;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.Reclaimed;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.StrangerAnswered;
import io.quarkiverse.sidecar.runtime.lifecycle.Input.TreeSurvived;
import io.quarkiverse.sidecar.runtime.lifecycle.LifecycleRules.Deadlines;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Moment;
import io.quarkiverse.sidecar.runtime.lifecycle.TransitionTable.Transition;

/** What the cells of the table do. */
final class Transitions {

    /** A program that puts itself into the background may leave a daemon that answers just before its own exit is known. */
    private static final long BRIEFLY = 500_000_000;

    private Transitions() {
    }

    // Requests

    /** A start was requested: the first of a new series of attempts. */
    static Step startSeries(Moment moment) {
        return attempt(moment.state().with(RestartBudget.FULL), moment.now());
    }

    /** A new series, too, but its first reclaim is under way already. */
    static Step beginWithThisReclaim(Moment moment) {
        return to(moment.state().with(RestartBudget.FULL).enter(Phase.PENDING, moment.now()));
    }

    /** The next attempt of the same series. */
    static Step nextAttempt(Moment moment) {
        return attempt(moment.state(), moment.now());
    }

    /** Something is under way, and what is wanted after it has changed. */
    static Transition change(Phase next) {
        return moment -> to(moment.state().enter(next, moment.now()));
    }

    /** Ends the running tree, to go on as the phase says. */
    static Transition end(Phase next) {
        return moment -> to(moment.state().enter(next, moment.now()), new Command.EndTree(moment.state().launch()));
    }

    static Transition stopped(Phase next) {
        return moment -> stopped(moment, moment.state().enter(next, moment.now()));
    }

    private static Step stopped(Moment moment, LifecycleState next) {
        return moment.rules().external() ? to(next) : to(next, new Command.AnnounceStopped());
    }

    static Step shutDownNow(Moment moment) {
        return to(moment.state().enter(Phase.SHUT_DOWN, moment.now()));
    }

    // Reclaim and launch

    static Step launch(Moment moment) {
        Reclaimed input = (Reclaimed) moment.input();
        LifecycleState next = moment.state().enter(Phase.LAUNCHING, moment.now());
        return announceOrphans(input.orphans(), to(next, new Command.Launch(next.launch())));
    }

    static Step hindered(Moment moment) {
        Hindered input = (Hindered) moment.input();
        return announceOrphans(input.orphans(), retry(moment, moment.state().with(Optional.of(input.failure()))));
    }

    /** The launch is not wanted any more, and what it waits for may never happen. */
    static Transition abandonReclaim(Phase next) {
        return moment -> to(moment.state().enter(next, moment.now()), new Command.AbandonReclaim(moment.state().launch()));
    }

    /** Its wait was given up, and then it was wanted again. */
    static Step reclaimAgain(Moment moment) {
        return to(moment.state(), new Command.Reclaim(moment.state().launch()));
    }

    /** What was under way is over, and nothing was launched. */
    static Transition stoppedBeforeLaunch(Phase next) {
        return moment -> {
            LifecycleState after = moment.state().enter(next, moment.now());
            Step stopped = next == Phase.STOPPED ? stopped(moment, after) : to(after);
            if (moment.input() instanceof Reclaimed input) {
                return announceOrphans(input.orphans(), stopped);
            }
            return moment.input() instanceof Hindered input ? announceOrphans(input.orphans(), stopped) : stopped;
        };
    }

    static Step launchFailed(Moment moment) {
        return retry(moment, moment.state().with(Optional.of(((LaunchFailed) moment.input()).failure())));
    }

    static Step launched(Moment moment) {
        LifecycleState next = enterWithProcess(moment, Phase.STARTING);
        Command wait = moment.rules().probed() ? new Command.AwaitReady(next.launch())
                : timer(moment, next, TimerKind.SETTLED);
        if (moment.rules().external()) {
            return to(next, wait);
        }
        return to(next, new Command.AnnounceLaunched(next.attempt().pid().getAsLong()),
                timer(moment, next, TimerKind.READY_TIMEOUT), wait);
    }

    /** It is up, but not wanted any more. */
    static Transition launchedToEnd(Phase ending) {
        return moment -> {
            LifecycleState next = enterWithProcess(moment, ending);
            Command end = new Command.EndTree(next.launch());
            return moment.rules().external() ? to(next, end)
                    : to(next, new Command.AnnounceLaunched(next.attempt().pid().getAsLong()), end);
        };
    }

    // Answers

    static Step answered(Moment moment) {
        Attempt attempt = moment.state().attempt().unverifiedSince(moment.now());
        if (((Answered) moment.input()).proved()) {
            return ready(moment, attempt.verified());
        }
        if (!moment.rules().proofWanted()) {
            return ready(moment, attempt);
        }
        long answeringFor = moment.now() - attempt.answeringSince().getAsLong();
        return answeringFor >= moment.rules().stableAfter() ? ready(moment, attempt) : to(moment.state().with(attempt));
    }

    /** Only a sidecar that nothing can be asked of is ready by being alive for long enough. */
    static Step aliveLongEnough(Moment moment) {
        return moment.rules().probed() ? to(moment.state()) : ready(moment, moment.state().attempt());
    }

    static Step notYetAnswering(Moment moment) {
        return to(moment.state().with(moment.state().attempt().probeFailed(((NoAnswer) moment.input()).detail())));
    }

    static Step stillAnswering(Moment moment) {
        Attempt attempt = moment.state().attempt().ready();
        return to(moment.state().with(((Answered) moment.input()).proved() ? attempt.verified() : attempt));
    }

    static Step pollFailed(Moment moment) {
        String detail = ((NoAnswer) moment.input()).detail();
        LifecycleState next = moment.state().with(moment.state().attempt().probeFailed(detail));
        if (next.attempt().failedPolls() < moment.rules().failureThreshold()) {
            return to(next);
        }
        return failAttempt(moment, next, Failures.unhealthy(next.attempt().failedPolls(), detail))
                .after(new Command.AnnounceUnhealthy(detail));
    }

    static Step unrelatedAnswered(Moment moment) {
        return failAttempt(moment, moment.state(), Failures.portConflict(((StrangerAnswered) moment.input()).holder()));
    }

    static Step readyTimedOut(Moment moment) {
        return failAttempt(moment, moment.state(),
                Failures.readyTimedOut(moment.rules().readyTimeout(), moment.state().attempt().lastDetail(),
                        ((Elapsed) moment.input()).evidence()));
    }

    static Step stable(Moment moment) {
        return to(moment.state().with(moment.state().budget().refill()));
    }

    // The end of a process

    static Step crashed(Moment moment) {
        Exited input = (Exited) moment.input();
        // A server that was ready had its port; what it said of ports since then is another story. And a code that is declared
        // to be fatal says more than any words.
        boolean wasReady = moment.state().phase() == Phase.READY && moment.now() - moment.state().since() >= BRIEFLY;
        boolean lastWordsCount = !wasReady && !moment.rules().fatalExitCodes().contains(input.exit().code());
        Failure failure = input.diagnosis().filter(any -> lastWordsCount)
                .orElseGet(() -> Failures.exited(input.exit(), input.errorLine(), wasReady, moment.rules()));
        return failAttempt(moment, moment.state().with(moment.state().attempt().exited(input.exit(), wasReady)), failure)
                .after(new Command.AnnounceExited(input.exit(), false));
    }

    static Step exitedWhileEnding(Moment moment) {
        if (moment.state().attempt().exit().isPresent()) {
            return to(moment.state());
        }
        SidecarExit exit = ((Exited) moment.input()).exit();
        Attempt attempt = moment.state().attempt();
        return to(moment.state().with(attempt.exited(exit, attempt.wasReady())), new Command.AnnounceExited(exit, true));
    }

    /** Nothing of the failed attempt is alive any more: is there another? */
    static Step retry(Moment moment) {
        return retry(moment, moment.state());
    }

    private static Step retry(Moment moment, LifecycleState state) {
        Failure failure = state.failure().orElseThrow();
        LifecycleRules rules = moment.rules();
        if (rules.external()) {
            return attempt(state, moment.now());
        }
        if (rules.policy() != RestartPolicy.ALWAYS && failure.reason() == FailureReason.EXITED && succeeded(state, rules)) {
            return to(state.with(Optional.empty()).enter(Phase.COMPLETED, moment.now()));
        }
        if (failure.terminal() || rules.policy() == RestartPolicy.NEVER) {
            return fail(moment, state, failure);
        }
        if (!state.budget().allows(rules.limits(), moment.now())) {
            return fail(moment, state, Failures.exhausted(failure, state.budget().tried(rules.limits(), moment.now())));
        }
        SplittableRandom random = new SplittableRandom(state.seed());
        long delay = state.budget().delay(rules.backoff(), random.nextDouble());
        RestartBudget budget = state.budget().use(rules.limits(), moment.now());
        LifecycleState next = state.restarting(budget, delay, random.nextLong());
        Step step;
        if (delay == 0) {
            step = attempt(next, moment.now());
        } else {
            next = next.enter(Phase.BACKING_OFF, moment.now());
            step = to(next, timer(moment, next, TimerKind.BACKOFF_OVER));
        }
        return step.after(new Command.AnnounceRestart(delay, failure));
    }

    /**
     * Exit code 0 proves nothing for a sidecar that has something to prove: a server may have put itself into the background.
     */
    private static boolean succeeded(LifecycleState state, LifecycleRules rules) {
        Attempt attempt = state.attempt();
        return attempt.exit().map(SidecarExit::isSuccess).orElse(false) && (attempt.wasReady() || !rules.probed());
    }

    /** Its processes live on: there is neither another attempt nor a stop that could be reported. */
    static Step unstoppable(Moment moment) {
        return unstoppable(moment, Phase.FAILED);
    }

    static Step unstoppableAtTheEnd(Moment moment) {
        return unstoppable(moment, Phase.SHUT_DOWN);
    }

    /** A request after a failure: where processes survived, they are terminated first, if that is possible by now. */
    static Transition afterSurvivors(Phase terminating, Transition otherwise) {
        return moment -> moment.state().failure().map(Failure::reason).filter(FailureReason.UNSTOPPABLE::equals).isPresent()
                ? end(terminating).apply(moment)
                : otherwise.apply(moment);
    }

    private static Step unstoppable(Moment moment, Phase next) {
        Failure failure = ((TreeSurvived) moment.input()).failure();
        LifecycleState state = moment.state().with(Optional.of(failure)).enter(next, moment.now());
        return to(state, new Command.AnnounceFailed(failure, state.attempt().exit(), state.budget().used()));
    }

    private static Step fail(Moment moment, LifecycleState state, Failure failure) {
        Failure last = Failures.givenUp(failure, moment.rules().retryAfter());
        LifecycleState next = state.with(Optional.of(last)).enter(Phase.FAILED, moment.now());
        Command announce = new Command.AnnounceFailed(last, next.attempt().exit(), next.budget().used());
        return moment.rules().retryAfter().isEmpty() ? to(next, announce)
                : to(next, announce, timer(moment, next, TimerKind.RETRY_DUE));
    }

    // What several of them do

    private static Step attempt(LifecycleState state, long now) {
        LifecycleState next = state.nextAttempt(now);
        return to(next, new Command.Reclaim(next.launch()));
    }

    /** Gives this attempt up: its tree is ended first, whatever is next. */
    private static Step failAttempt(Moment moment, LifecycleState state, Failure failure) {
        return to(state.with(Optional.of(failure)).enter(Phase.ENDING_TO_RETRY, moment.now()),
                new Command.EndTree(state.launch()));
    }

    private static LifecycleState enterWithProcess(Moment moment, Phase phase) {
        Launched input = (Launched) moment.input();
        return moment.state().with(Attempt.launched(input.pid(), input.protections(), moment.now())).enter(phase, moment.now());
    }

    private static Step ready(Moment moment, Attempt attempt) {
        LifecycleState next = moment.state().with(attempt.ready()).with(Optional.<Failure> empty())
                .enter(Phase.READY, moment.now());
        Command announce = new Command.AnnounceReady(attempt.pid(), moment.now() - attempt.launchedAt());
        Command stable = timer(moment, next, TimerKind.STABLE);
        return to(next, announce, stable, new Command.Poll(next.launch()));
    }

    private static Command timer(Moment moment, LifecycleState state, TimerKind timer) {
        return new Command.SetTimer(state.launch(), timer, Deadlines.length(state, moment.rules(), timer));
    }

    private static Step announceOrphans(List<Orphan> orphans, Step step) {
        for (Orphan orphan : orphans) {
            step = step.after(new Command.AnnounceReclaimed(orphan));
        }
        return step;
    }
}
