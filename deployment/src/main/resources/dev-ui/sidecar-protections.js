import { LitElement, html, css } from 'lit';
import '@vaadin/icon';

/** What each protection does, and what is missing without it. */
const PROTECTIONS = {
    RECORD: ['record', 'Written down before its program started: the next run can reclaim it.'],
    GATE: ['gate', 'Its program started only after that was on disk.'],
    SESSION: ['own session', 'Ctrl-C for the application passes it by, and its group is known to be its own.'],
    PARENT_DEATH_SIGNAL: ['parent-death signal', 'The kernel kills it when the application dies.'],
    GUARD: ['guard', 'A process next to the application kills its descendants, too, when the application is gone.'],
    CONTROL_GROUP: ['control group', 'The kernel knows all its descendants, and can kill them at once.'],
    VERIFIED_LISTENER: ['verified listener', 'The answer that made it ready was proved to be its own.'],
};

/** Most systems do not permit these: nothing is missing without them. */
const OPTIONAL = ['CONTROL_GROUP'];

/** Which protections are in force, and which are not. */
export class SidecarProtections extends LitElement {

    static styles = css`
        :host {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: 0.45em;
            font-size: var(--lumo-font-size-xs);
            color: var(--lumo-secondary-text-color);
        }
        span {
            padding: 0.2em 0.75em;
            border-radius: 1em;
            cursor: help;
        }
        vaadin-icon {
            --vaadin-icon-size: 0.95em;
            vertical-align: -0.1em;
            padding-right: 0.3em;
        }
        .yes {
            color: var(--lumo-success-text-color);
            background: color-mix(in srgb, var(--lumo-success-color) 12%, transparent);
        }
        .no {
            border: 1px dashed var(--lumo-contrast-30pct);
        }
    `;

    static properties = { inForce: {} };

    render() {
        const shown = Object.entries(PROTECTIONS).filter(([name]) => this.inForce.includes(name) || !OPTIONAL.includes(name));
        return html`Protections ${shown.map(([name, [label, meaning]]) => this.inForce.includes(name)
            ? html`<span class="yes" title="${meaning}"><vaadin-icon icon="font-awesome-solid:shield-halved"></vaadin-icon>${label}</span>`
            : html`<span class="no" title="Not in force. ${meaning}">no ${label}</span>`)}`;
    }
}

customElements.define('sidecar-protections', SidecarProtections);
