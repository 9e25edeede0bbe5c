/** Times as people read them, and what lets an element show the time that passes. */

/** For example 850 ms, 42 s, 3 min 12 s, 2 h 5 min, 3 d 4 h. */
export function duration(millis) {
    if (millis < 1000) {
        return `${Math.max(0, Math.round(millis))} ms`;
    }
    const seconds = Math.floor(millis / 1000);
    const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
    const largest = units.findIndex(([, size]) => seconds >= size);
    const [unit, size] = units[largest];
    const rest = Math.floor((seconds % size) / (units[largest + 1]?.[1] ?? 1));
    return `${Math.floor(seconds / size)} ${unit}` + (rest > 0 ? ` ${rest} ${units[largest + 1][0]}` : '');
}

/** How long ago, from seconds on. */
export function ago(millis) {
    return millis < 1000 ? 'now' : `${duration(millis)} ago`;
}

/** The time of day, with milliseconds. */
export function clock(at) {
    const time = new Date(at);
    return time.toLocaleTimeString('en-GB') + '.' + String(time.getMilliseconds()).padStart(3, '0');
}

/** Draws its host anew as long as that is shown. The browser's clock may be another than the application's. */
export class Ticking {

    constructor(host, everyMillis) {
        this.host = host;
        this.everyMillis = everyMillis;
        host.addController(this);
    }

    hostConnected() {
        this.timer = setInterval(() => this.host.requestUpdate(), this.everyMillis);
    }

    hostDisconnected() {
        clearInterval(this.timer);
    }
}
