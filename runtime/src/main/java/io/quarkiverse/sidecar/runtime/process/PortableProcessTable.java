package io.quarkiverse.sidecar.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;

/** The process table of a system without {@code /proc}: what {@link ProcessHandle} tells. No environment, no sessions. */
final class PortableProcessTable implements ProcessTable {

    @Override
    public Machine machine() {
        return new Machine("unknown", 0);
    }

    @Override
    public long ticks() {
        return System.currentTimeMillis();
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return pid <= 0 ? Optional.empty() : ProcessHandle.of(pid).map(PortableProcessTable::entry);
    }

    @Override
    public List<ProcessEntry> all() {
        return ProcessHandle.allProcesses().map(PortableProcessTable::entry).toList();
    }

    @Override
    public Optional<Map<String, String>> environment(long pid) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> executable(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).map(Path::of);
    }

    @Override
    public Optional<List<String>> commandLine(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::info).flatMap(info -> info.command().map(command -> Stream.concat(
                Stream.of(command), info.arguments().stream().flatMap(Stream::of)).toList()));
    }

    @Override
    public OptionalLong user(long pid) {
        return OptionalLong.empty();
    }

    private static ProcessEntry entry(ProcessHandle handle) {
        long start = handle.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
        return new ProcessEntry(handle.pid(), handle.parent().map(ProcessHandle::pid).orElse(0L), 0, 0, start,
                !handle.isAlive());
    }
}
