/**
 * The hour of soak: the packaged demonstration application with twenty sidecars that misbehave at random, chaos that kills,
 * stops and starts, and an observer who looks from outside only: the process table, the sidecars' own answers, the readiness
 * document and the log. Shares no code with the extension. Checks are functions of what was observed.
 */
package io.quarkiverse.sidecar.it.soak;
