import { LitElement, html, css } from 'lit';
import { duration, Ticking } from './sidecar-time.js';

/** Where it is, since when, and when it comes again. */
export class SidecarFacts extends LitElement {

    static styles = css`
        :host {
            display: grid;
            grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
            gap: 1px;
            overflow: hidden;
            border: 1px solid var(--lumo-contrast-10pct);
            border-radius: 8px;
            background: var(--lumo-contrast-10pct);
        }
        .fact {
            padding: 0.65em 1em;
            background: var(--lumo-base-color);
        }
        .label {
            font-size: var(--lumo-font-size-xs);
            color: var(--lumo-secondary-text-color);
        }
        .value {
            margin-top: 0.15em;
            font-size: var(--lumo-font-size-l);
            font-variant-numeric: tabular-nums;
            white-space: nowrap;
        }
        .none {
            color: var(--lumo-contrast-40pct);
        }
        .soon {
            color: var(--lumo-warning-text-color);
            font-weight: 600;
        }
        a {
            color: var(--lumo-primary-text-color);
        }
    `;

    static properties = { sidecar: {}, ahead: {} };

    ticking = new Ticking(this, 250);

    render() {
        const { pid, port, uri, launch, restarts, launchedAt, readySince, nextLaunchAt, lastExit, external } = this.sidecar;
        const now = Date.now() + this.ahead;
        const since = external ? readySince : launchedAt;
        return html`
            ${this._fact('port', 'Port', uri ? html`<a href="${uri}" target="_blank" rel="noopener" router-ignore
                title="Open ${uri}">${port}</a>` : port)}
            ${this._fact('pid', 'Process id', external ? html`<span title="Somebody else runs it">external</span>` : pid)}
            ${this._fact('uptime', external ? 'Ready for' : 'Up for', since ? duration(Math.max(1000, now - since)) : null)}
            ${this._fact('launch', 'Launch', launch || null)}
            ${this._fact('restarts', 'Restarts', restarts)}
            ${this._fact('last-exit', 'Last exit', lastExit)}
            ${nextLaunchAt ? this._fact('next', 'Next launch', html`<span class="soon">${nextLaunchAt > now
                ? `in ${duration(Math.ceil((nextLaunchAt - now) / 1000) * 1000)}` : 'any moment'}</span>`) : ''}`;
    }

    _fact(id, label, value) {
        return html`<div class="fact" id="${id}"><div class="label">${label}</div>
            <div class="value">${value ?? html`<span class="none">–</span>`}</div></div>`;
    }
}

customElements.define('sidecar-facts', SidecarFacts);
