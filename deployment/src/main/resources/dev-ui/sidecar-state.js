import { LitElement, html, css } from 'lit';

/** Which colour a state has, and what it is called. */
const STATES = {
    READY: ['var(--lumo-success-color)', 'ready'],
    COMPLETED: ['var(--lumo-success-color)', 'completed'],
    STARTING: ['var(--lumo-primary-color)', 'starting'],
    PENDING: ['var(--lumo-primary-color)', 'preparing'],
    BACKING_OFF: ['var(--lumo-warning-color)', 'waiting to restart'],
    STOPPING: ['var(--lumo-contrast-60pct)', 'stopping'],
    STOPPED: ['var(--lumo-contrast-50pct)', 'stopped'],
    FAILED: ['var(--lumo-error-color)', 'failed'],
};

const ON_THE_WAY = ['STARTING', 'PENDING', 'BACKING_OFF', 'STOPPING'];

export function stateColour(state) {
    return (STATES[state] ?? STATES.STOPPED)[0];
}

/** A state: a dot in its colour, which pulses while it is on the way to another, and its name. */
export class SidecarState extends LitElement {

    static styles = css`
        :host {
            display: inline-flex;
            align-items: center;
            gap: 0.45em;
            padding: 0.15em 0.7em 0.15em 0.55em;
            border-radius: 1em;
            font-size: var(--lumo-font-size-s);
            font-weight: 600;
            white-space: nowrap;
            color: color-mix(in srgb, var(--state-colour) 75%, var(--lumo-body-text-color));
            background: color-mix(in srgb, var(--state-colour) 14%, transparent);
        }
        .dot {
            width: 0.6em;
            height: 0.6em;
            border-radius: 50%;
            background: var(--state-colour);
        }
        .moving {
            animation: pulse 1.2s ease-in-out infinite;
        }
        @keyframes pulse {
            50% { opacity: 0.25; transform: scale(0.8); }
        }
        @media (prefers-reduced-motion: reduce) {
            .moving { animation: none; }
        }
    `;

    static properties = { state: {} };

    render() {
        this.style.setProperty('--state-colour', stateColour(this.state));
        return html`<span class="dot ${ON_THE_WAY.includes(this.state) ? 'moving' : ''}"></span>
            <span>${(STATES[this.state] ?? [null, this.state])[1]}</span>`;
    }
}

customElements.define('sidecar-state', SidecarState);
