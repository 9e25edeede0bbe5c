package io.quarkiverse.sidecar.runtime.process;

/**
 * Within what a process id means anything. Two pids from different machines, boots or pid namespaces say nothing about
 * each other.
 *
 * @param bootId the kernel's random id of this boot; {@code unknown} where there is none
 * @param pidNamespace the inode of the pid namespace; 0 where there is none
 */
public record Machine(String bootId, long pidNamespace) {
}
