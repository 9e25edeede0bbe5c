import { LitElement, html, css } from 'lit';
import { ago, clock, Ticking } from './sidecar-time.js';

const TONES = {
    GOOD: 'var(--lumo-success-color)',
    NEUTRAL: 'var(--lumo-contrast-50pct)',
    WARNING: 'var(--lumo-warning-color)',
    BAD: 'var(--lumo-error-color)',
};

/** What happened to it, the latest first. */
export class SidecarTimeline extends LitElement {

    static styles = css`
        :host {
            display: block;
            overflow-y: auto;
        }
        ol {
            list-style: none;
            margin: 0;
            padding: 0.2em 0.2em 0.2em 0.5em;
        }
        li {
            position: relative;
            padding: 0 0 0.9em 1.4em;
            line-height: 1.4;
            font-size: var(--lumo-font-size-s);
        }
        li::before {
            content: '';
            position: absolute;
            left: 0;
            top: 0.32em;
            width: 0.75em;
            height: 0.75em;
            box-sizing: border-box;
            border-radius: 50%;
            background: var(--tone);
            box-shadow: 0 0 0 3px color-mix(in srgb, var(--tone) 20%, transparent);
        }
        li:not(:last-child)::after {
            content: '';
            position: absolute;
            left: calc(0.375em - 1px);
            top: 1.5em;
            bottom: -0.1em;
            width: 2px;
            background: var(--lumo-contrast-10pct);
        }
        .text {
            display: -webkit-box;
            -webkit-box-orient: vertical;
            -webkit-line-clamp: 3;
            overflow: hidden;
            overflow-wrap: anywhere;
        }
        .when {
            font-size: var(--lumo-font-size-xs);
            color: var(--lumo-secondary-text-color);
            font-variant-numeric: tabular-nums;
        }
        .none {
            padding: 0.5em;
            color: var(--lumo-secondary-text-color);
        }
    `;

    static properties = { events: {}, ahead: {} };

    ticking = new Ticking(this, 1000);

    render() {
        if (this.events.length === 0) {
            return html`<div class="none">Nothing has happened yet.</div>`;
        }
        const now = Date.now() + this.ahead;
        return html`<ol>${[...this.events].reverse().map(event => html`
            <li style="--tone: ${TONES[event.tone]}">
                <div class="text" title="${event.text}">${event.text}</div>
                <div class="when" title="${clock(event.at)}">${ago(now - event.at)} · launch ${event.launch}</div>
            </li>`)}</ol>`;
    }
}

customElements.define('sidecar-timeline', SidecarTimeline);
