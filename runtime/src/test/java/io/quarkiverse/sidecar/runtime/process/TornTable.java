package io.quarkiverse.sidecar.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.sidecar.runtime.process.ProcessIdentity.Machine;

/**
 * This machine's processes, but for one row of a snapshot that is not true any more when it is looked at again.
 *
 * @param child whose row it is
 * @param parent what it says of its parent
 */
record TornTable(ProcessTable table, long child, long parent) implements ProcessTable {

    @Override
    public List<ProcessEntry> all() {
        return table.all().stream().map(entry -> entry.pid() != child ? entry
                : new ProcessEntry(child, parent, entry.group(), entry.session(), entry.startTicks(), entry.zombie())).toList();
    }

    @Override
    public Machine machine() {
        return table.machine();
    }

    @Override
    public long ticks() {
        return table.ticks();
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return table.find(pid);
    }

    @Override
    public Optional<Map<String, String>> environment(long pid) {
        return table.environment(pid);
    }

    @Override
    public Optional<Path> executable(long pid) {
        return table.executable(pid);
    }

    @Override
    public Optional<List<String>> commandLine(long pid) {
        return table.commandLine(pid);
    }

    @Override
    public OptionalLong user(long pid) {
        return table.user(pid);
    }
}
