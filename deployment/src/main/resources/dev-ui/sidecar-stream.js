import { JsonRpc } from 'jsonrpc';

// The Dev UI numbers the calls of each browser from 0, and takes equal numbers of two browsers for one call: a page that is
// opened would end the streams of another. Where each begins somewhere else they do not meet.
JsonRpc.messageCounter = Math.max(JsonRpc.messageCounter, Math.floor(Math.random() * 2_000_000_000));

/**
 * A stream of updates. The next one is sent when the one before has been drawn: a page that is hidden, slow or gone asks for
 * nothing. While it is paused an update is held back, and no other comes.
 */
export class Stream {

    constructor(jsonRpc, method, params, onUpdate) {
        this.jsonRpc = jsonRpc;
        this.viewer = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
        this.onUpdate = onUpdate;
        this.paused = false;
        this.held = null;
        this.observer = jsonRpc[method]({ viewer: this.viewer, ...params }).onNext(message => this._take(message.result));
    }

    pause() {
        this.paused = true;
    }

    resume() {
        this.paused = false;
        if (this.held) {
            const update = this.held;
            this.held = null;
            this._take(update);
        }
    }

    /** Calls back when nobody at the other end knows it any more: too many others came, or the application is another. */
    ifForgotten(callback) {
        this.jsonRpc.seen({ viewer: this.viewer }).then(answer => answer.result || callback());
    }

    close() {
        this.observer.cancel();
    }

    _take(update) {
        if (this.paused) {
            this.held = update;
            return;
        }
        this.onUpdate(update);
        requestAnimationFrame(() => this.jsonRpc.seen({ viewer: this.viewer }));
    }
}
