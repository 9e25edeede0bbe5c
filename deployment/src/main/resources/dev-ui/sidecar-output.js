import { LitElement, html, css } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vaadin/button';
import '@vaadin/icon';
import '@vaadin/text-field';
import { clock } from './sidecar-time.js';
import { coloured, marked, plain } from './sidecar-colours.js';

/** So many lines are kept here. */
const KEPT = 1000;

/** What a sidecar writes, live. Where lines are missing a mark says how many. */
export class SidecarOutput extends LitElement {

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            gap: 0.5em;
            min-height: 0;
        }
        .bar {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: 0.5em;
        }
        vaadin-text-field {
            flex: 1;
            min-width: 10em;
            max-width: 24em;
        }
        vaadin-icon {
            width: 0.9em;
            height: 0.9em;
        }
        .count {
            margin-left: auto;
            font-size: var(--lumo-font-size-xs);
            color: var(--lumo-secondary-text-color);
            font-variant-numeric: tabular-nums;
        }
        .stream {
            all: unset;
            cursor: pointer;
            padding: 0.25em 0.8em;
            border-radius: 1em;
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
            border: 1px solid var(--lumo-contrast-20pct);
        }
        .stream:focus-visible {
            outline: 2px solid var(--lumo-primary-color);
        }
        .stream[aria-pressed='true'] {
            color: var(--lumo-body-text-color);
            background: var(--lumo-contrast-10pct);
        }
        .stream.stderr[aria-pressed='true'] {
            color: var(--lumo-error-text-color);
            background: color-mix(in srgb, var(--lumo-error-color) 12%, transparent);
            border-color: color-mix(in srgb, var(--lumo-error-color) 35%, transparent);
        }
        .lines {
            flex: 1;
            min-height: 8em;
            overflow: auto;
            padding: 0.4em 0;
            border: 1px solid var(--lumo-contrast-10pct);
            border-radius: 8px;
            background: var(--lumo-contrast-5pct);
            font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
            font-size: 0.8rem;
            line-height: 1.5;
        }
        .paused {
            border-color: var(--lumo-warning-color);
        }
        .line {
            display: flex;
            gap: 1em;
            padding: 0 0.9em;
            border-left: 3px solid transparent;
        }
        .line.STDERR {
            border-left-color: var(--lumo-error-color);
            background: color-mix(in srgb, var(--lumo-error-color) 6%, transparent);
        }
        .at {
            flex: none;
            color: var(--lumo-contrast-50pct);
            user-select: none;
        }
        .text {
            white-space: pre-wrap;
            overflow-wrap: anywhere;
        }
        .gap, .none {
            padding: 0.2em 1.1em;
            color: var(--lumo-secondary-text-color);
            font-style: italic;
        }
        mark {
            color: inherit;
            border-radius: 2px;
            background: color-mix(in srgb, var(--lumo-warning-color) 45%, transparent);
        }
    `;

    static properties = {
        sidecar: {},
        open: {},
        connection: {},
        _rows: { state: true },
        _wanted: { state: true },
        _hidden: { state: true },
        _paused: { state: true },
        _follow: { state: true },
    };

    constructor() {
        super();
        this._rows = [];
        this._wanted = '';
        this._hidden = [];
        this._paused = false;
        this._follow = true;
    }

    disconnectedCallback() {
        this._stream?.close();
        this._stream = null;
        super.disconnectedCallback();
    }

    willUpdate(changed) {
        if (changed.has('sidecar') || changed.has('connection')) {
            this._open();
        }
    }

    updated() {
        if (this._follow && !this._paused) {
            const lines = this.renderRoot.querySelector('.lines');
            lines.scrollTop = lines.scrollHeight;
        }
    }

    /** A stream begins with all lines that are still known. */
    _open() {
        this._stream?.close();
        this._rows = [];
        this._paused = false;
        this._stream = this.open('streamOutput', { sidecar: this.sidecar }, update => this._add(update));
    }

    _add(update) {
        if (!update.lines) {
            return; // Nobody is called that any more; the page will hear of it.
        }
        const gap = update.missed > 0 ? [{ number: `before ${update.lines[0].number}`, missed: update.missed }] : [];
        this._rows = [...this._rows, ...gap, ...update.lines].slice(-KEPT);
    }

    render() {
        const wanted = this._wanted.toLowerCase();
        const shown = this._rows.filter(row => row.missed ? !wanted : !this._hidden.includes(row.stream)
            && plain(row.text).toLowerCase().includes(wanted));
        return html`<div class="bar">
                <vaadin-text-field id="filter" theme="small" placeholder="Filter" clear-button-visible
                        .value=${this._wanted} @value-changed=${e => this._wanted = e.detail.value}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:filter"></vaadin-icon></vaadin-text-field>
                ${this._toggle('STDOUT')}${this._toggle('STDERR')}
                <span class="count">${this._count(shown)}</span>
                <vaadin-button id="pause" theme="small ${this._paused ? 'primary' : 'tertiary'}" @click=${this._pause}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:${this._paused ? 'play' : 'pause'}"></vaadin-icon>
                    ${this._paused ? 'Resume' : 'Pause'}</vaadin-button>
                <vaadin-button id="follow" theme="small ${this._follow ? '' : 'tertiary'}" title="Stay at the latest line"
                        aria-pressed="${this._follow}" @click=${() => this._follow = !this._follow}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:arrow-down"></vaadin-icon>
                    ${this._follow ? 'Following' : 'Follow'}</vaadin-button>
                <vaadin-button id="clear" theme="small tertiary" title="Clear what is shown here" @click=${() => this._rows = []}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:trash-can"></vaadin-icon>Clear</vaadin-button>
            </div>
            <div class="lines ${this._paused ? 'paused' : ''}" @wheel=${this._lookBack}>
                ${shown.length === 0 ? html`<div class="none">${this._rows.length === 0 ? 'It has not written anything yet.'
                    : 'No line matches.'}</div>` : ''}
                ${repeat(shown, row => row.number, row => this._row(row, wanted))}
            </div>`;
    }

    _row(row, wanted) {
        return row.missed ? html`<div class="gap">${row.missed} earlier ${row.missed === 1 ? 'line is' : 'lines are'} missing here</div>`
            : html`<div class="line ${row.stream}"><span class="at">${clock(row.at)}</span><span class="text">${wanted
                ? marked(row.text, wanted) : coloured(row.text)}</span></div>`;
    }

    _toggle(stream) {
        const on = !this._hidden.includes(stream);
        return html`<button class="stream ${stream.toLowerCase()}" aria-pressed="${on}" title="Show or hide ${stream.toLowerCase()}"
            @click=${() => this._hidden = on ? [...this._hidden, stream] : this._hidden.filter(it => it !== stream)}
            >${stream.toLowerCase()}</button>`;
    }

    _count(shown) {
        const all = this._rows.filter(row => !row.missed).length;
        const some = shown.filter(row => !row.missed).length;
        return some === all ? `${all} ${all === 1 ? 'line' : 'lines'}` : `${some} of ${all} lines`;
    }

    _pause() {
        this._paused = !this._paused;
        if (this._paused) {
            this._stream.pause();
        } else {
            this._stream.resume();
        }
    }

    /** Who scrolls up wants to stay there. */
    _lookBack(event) {
        if (event.deltaY < 0) {
            this._follow = false;
        }
    }
}

customElements.define('sidecar-output', SidecarOutput);
