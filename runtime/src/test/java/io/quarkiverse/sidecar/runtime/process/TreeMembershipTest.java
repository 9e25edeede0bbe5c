package io.quarkiverse.sidecar.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;
import io.quarkiverse.sidecar.runtime.process.TreeMembership.Proof;

/** Pid 100 is the main process, started at tick 1000; the others' starts say when they came. */
class TreeMembershipTest {

    private static final ProcessIdentity MAIN = new ProcessIdentity(new Machine("boot", 1), 100, 1000);
    private static final ProcessEntry MAIN_ENTRY = process(100, 50, 100, 100, 1000);

    private Set<Long> carriers = Set.of();
    private Set<Long> captured = Set.of();
    private Set<Long> protectedPids = Set.of(50L);
    private boolean ledSession = true;
    private boolean mainHeld = true;
    private boolean sessionHeld;
    private Set<Long> carriersOfAnother = Set.of();
    private Set<Long> writers = Set.of();
    private Set<Long> grouped = Set.of();
    private long lastSeen = 2000;

    @Test
    void provesTheMainProcessByPidAndStart() {
        assertThat(judge(MAIN_ENTRY)).containsExactly(Map.entry(100L, Proof.MAIN));
    }

    @Test
    void provesNothingByARecycledPid() {
        mainHeld = false;

        assertThat(judge(process(100, 50, 100, 100, 1001), process(101, 100, 100, 7, 1002))).isEmpty();
    }

    @Test
    void provesNothingByASessionWhoseNumberAnotherProcessHasNow() {
        mainHeld = false;

        assertThat(judge(process(100, 50, 100, 100, 1001), process(101, 100, 100, 100, 1002))).isEmpty();
    }

    @Test
    void provesNothingByAnUnknownStart() {
        ProcessEntry unknown = process(100, 50, 0, 0, 0);

        assertThat(
                new TreeMembership(new ProcessIdentity(MAIN.machine(), 100, 0), true, true, true, 5000, Set.of(), new Known())
                        .classify(List.of(unknown, process(101, 1, 100, 100, 10))))
                .isEmpty();
    }

    @Test
    void countsAZombieAsDead() {
        assertThat(judge(new ProcessEntry(100, 50, 100, 100, 1000, true))).isEmpty();
    }

    @Test
    void provesDescendantsOfAnyDepthInAnySession() {
        assertThat(judge(MAIN_ENTRY, process(101, 100, 101, 101, 1001), process(102, 101, 102, 102, 1002)))
                .containsEntry(101L, Proof.DESCENT).containsEntry(102L, Proof.DESCENT);
    }

    @Test
    void provesNoChildThatIsOlderThanItsParent() {
        assertThat(judge(MAIN_ENTRY, process(101, 100, 101, 101, 1005), process(102, 101, 102, 102, 1003)))
                .doesNotContainKey(102L);
    }

    @Test
    void provesAnOrphanedProcessOfTheMainsSession() {
        assertThat(judge(MAIN_ENTRY, process(101, 1, 101, 100, 1001))).containsEntry(101L, Proof.SESSION);
    }

    @Test
    void provesTheSessionOfADeadMainUpToWhenItWasLastSeen() {
        mainHeld = false;

        assertThat(judge(process(101, 1, 101, 100, 2000), process(102, 1, 102, 100, 2001)))
                .containsExactly(Map.entry(101L, Proof.SESSION));
    }

    @Test
    void provesNothingByASessionThatTheMainDidNotLead() {
        ledSession = false;

        assertThat(judge(process(100, 50, 50, 40, 1000), process(101, 1, 101, 100, 1001))).doesNotContainKey(101L);
    }

    @Test
    void provesTheGroupThatALivingMainLeads() {
        ledSession = false;

        assertThat(judge(process(100, 50, 100, 40, 1000), process(101, 1, 100, 40, 1001)))
                .containsEntry(101L, Proof.GROUP);
    }

    @Test
    void provesNothingByTheGroupOfADeadMain() {
        ledSession = false;
        mainHeld = false;

        assertThat(judge(process(101, 1, 100, 40, 1001))).isEmpty();
    }

    @Test
    void provesNothingByAGroupThatTheMainOnlyBelongsTo() {
        ledSession = false;

        assertThat(judge(process(100, 50, 50, 40, 1000), process(101, 1, 50, 40, 1001))).containsOnlyKeys(100L);
    }

    @Test
    void provesCarriersOfTheClaimAndTheirChildren() {
        carriers = Set.of(101L);
        mainHeld = false;

        assertThat(judge(process(101, 1, 101, 101, 1001), process(102, 101, 101, 101, 1002), process(103, 1, 1, 1, 1003)))
                .containsOnly(Map.entry(101L, Proof.TOKEN), Map.entry(102L, Proof.DESCENT));
    }

    @Test
    void provesWhatWasCapturedBefore() {
        captured = Set.of(101L);
        mainHeld = false;

        assertThat(judge(process(101, 1, 101, 101, 1001))).containsEntry(101L, Proof.CAPTURED);
    }

    @Test
    void skipsWhatStartedBeforeTheMain() {
        carriers = Set.of(101L);
        captured = Set.of(102L);

        assertThat(judge(process(101, 100, 100, 100, 999), process(102, 100, 100, 100, 998))).isEmpty();
    }

    @Test
    void neverProvesThisJvmOrItsAncestorsOrProcessOne() {
        carriers = Set.of(0L, 1L, 50L, -1L, 1L << 32 | 7);
        lastSeen = Long.MAX_VALUE;

        assertThat(judge(process(0, 0, 100, 100, 5000), process(1, 100, 100, 100, 5000), process(50, 100, 100, 100, 5000),
                process(-1, 100, 100, 100, 5000), process(1L << 32 | 7, 100, 100, 100, 5000))).isEmpty();
    }

    @Test
    void passesNoProofThroughThisJvm() {
        carriers = Set.of(50L);

        assertThat(judge(process(50, 100, 50, 50, 1100), process(51, 50, 50, 50, 1101))).isEmpty();
    }

    @Test
    void asksForNoEnvironmentThatItNeedNotSee() {
        TreeMembership membership = new TreeMembership(MAIN, true, true, true, 2000, Set.of(), new Known() {

            @Override
            public boolean carriesClaim(ProcessEntry entry) {
                throw new AssertionError("asked for " + entry);
            }
        });

        assertThat(membership.classify(List.of(MAIN_ENTRY, process(101, 100, 100, 100, 1001), process(7, 1, 7, 7, 999))))
                .hasSize(2);
    }

    @Test
    void provesLaterMembersOfASessionWhileAnEarlierOneLives() {
        mainHeld = false;
        sessionHeld = true;

        assertThat(judge(process(101, 1, 101, 100, 2000), process(102, 1, 102, 100, 2001)))
                .containsEntry(102L, Proof.SESSION);
    }

    @Test
    void provesNothingByTheSessionOfAGoneMainToACarrierOfAnotherClaim() {
        mainHeld = false;
        sessionHeld = true;
        carriersOfAnother = Set.of(101L);

        assertThat(judge(process(101, 1, 101, 100, 1001))).isEmpty();
    }

    @Test
    void provesAWriterIntoItsOutputUnlessItCarriesAnotherClaimOrIsOlder() {
        writers = Set.of(101L, 102L, 103L);
        carriersOfAnother = Set.of(102L);

        assertThat(judge(process(101, 1, 101, 101, 9000), process(102, 1, 102, 102, 9000), process(103, 1, 103, 103, 999)))
                .containsExactly(Map.entry(101L, Proof.OUTPUT));
    }

    @Test
    void provesAMemberOfItsControlGroup() {
        grouped = Set.of(101L);

        assertThat(judge(process(101, 1, 101, 101, 9000))).containsExactly(Map.entry(101L, Proof.CONTROL_GROUP));
    }

    @Test
    void findsLineageAndOffspring() {
        List<ProcessEntry> snapshot = List.of(process(1, 0, 1, 1, 1), process(50, 1, 50, 50, 2), MAIN_ENTRY,
                process(101, 100, 1, 1, 3), process(60, 1, 1, 1, 1));

        assertThat(TreeMembership.ancestorsOf(snapshot, 100)).containsExactlyInAnyOrder(0L, 1L, 50L, 100L);
        assertThat(TreeMembership.descendantsOf(snapshot, 50)).containsExactlyInAnyOrder(50L, 100L, 101L);
    }

    private Map<Long, Proof> judge(ProcessEntry... snapshot) {
        TreeMembership membership = new TreeMembership(MAIN, ledSession, mainHeld, mainHeld || sessionHeld, lastSeen,
                protectedPids,
                new Known());
        return membership.classify(List.of(snapshot)).entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(entry -> entry.getKey().pid(), Map.Entry::getValue));
    }

    private class Known implements TreeMembership.Evidence {

        @Override
        public boolean captured(ProcessEntry entry) {
            return captured.contains(entry.pid());
        }

        @Override
        public boolean carriesClaim(ProcessEntry entry) {
            return carriers.contains(entry.pid());
        }

        @Override
        public boolean carriesOtherClaim(ProcessEntry entry) {
            return carriersOfAnother.contains(entry.pid());
        }

        @Override
        public boolean writesIntoPipes(ProcessEntry entry) {
            return writers.contains(entry.pid());
        }

        @Override
        public boolean inControlGroup(ProcessEntry entry) {
            return grouped.contains(entry.pid());
        }
    }

    private static ProcessEntry process(long pid, long parent, long group, long session, long startTicks) {
        return new ProcessEntry(pid, parent, group, session, startTicks, false);
    }
}
