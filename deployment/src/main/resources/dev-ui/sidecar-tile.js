import { LitElement, html, css } from 'lit';
import { duration, Ticking } from './sidecar-time.js';
import { stateColour } from './sidecar-state.js';

/** One of several sidecars, small: to see all at a glance, and to choose one. */
export class SidecarTile extends LitElement {

    static styles = css`
        button {
            all: unset;
            box-sizing: border-box;
            width: 100%;
            height: 100%;
            display: flex;
            flex-direction: column;
            gap: 0.5em;
            padding: 0.7em 0.9em;
            cursor: pointer;
            border: 1px solid var(--lumo-contrast-10pct);
            border-left: 4px solid var(--state-colour);
            border-radius: var(--lumo-border-radius-m, 6px);
            background: var(--lumo-base-color);
        }
        button:hover {
            background: var(--lumo-contrast-5pct);
        }
        button:focus-visible {
            outline: 2px solid var(--lumo-primary-color);
        }
        button[aria-pressed='true'] {
            background: var(--lumo-contrast-5pct);
            border-color: var(--lumo-contrast-30pct);
            border-left-color: var(--state-colour);
        }
        .line {
            display: flex;
            justify-content: space-between;
            align-items: center;
            gap: 0.7em;
        }
        .name {
            font-weight: 600;
            overflow: hidden;
            text-overflow: ellipsis;
            white-space: nowrap;
        }
        .facts {
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
            font-variant-numeric: tabular-nums;
        }
    `;

    static properties = { sidecar: {}, ahead: {}, chosen: { type: Boolean } };

    ticking = new Ticking(this, 1000);

    render() {
        this.style.setProperty('--state-colour', stateColour(this.sidecar.state));
        return html`<button aria-pressed="${this.chosen ? 'true' : 'false'}">
            <span class="line"><span class="name">${this.sidecar.name}</span>
                <sidecar-state .state=${this.sidecar.state}></sidecar-state></span>
            <span class="facts">${this._facts().join(' · ')}</span>
        </button>`;
    }

    _facts() {
        const { pid, port, launchedAt, nextLaunchAt, failure, disabledBy, external } = this.sidecar;
        const now = Date.now() + this.ahead;
        if (disabledBy) return ['switched off'];
        return [
            external ? 'run by somebody else' : null,
            port ? `port ${port}` : null,
            pid ? `pid ${pid}` : null,
            pid && launchedAt ? `up ${duration(Math.max(1000, now - launchedAt))}` : null,
            nextLaunchAt ? (nextLaunchAt > now ? `next in ${duration(nextLaunchAt - now + 999)}` : 'next: any moment') : null,
            failure ? failure.reason.toLowerCase().replaceAll('_', ' ') : null,
        ].filter(fact => fact);
    }
}

customElements.define('sidecar-tile', SidecarTile);
