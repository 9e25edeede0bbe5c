import { LitElement, html, css } from 'lit';
import '@vaadin/icon';

/** Why the last attempt failed, and what to do. */
export class SidecarFailure extends LitElement {

    static styles = css`
        :host {
            display: grid;
            grid-template-columns: auto 1fr;
            gap: 0.3em 0.8em;
            padding: 0.9em 1.1em;
            line-height: 1.45;
            border-left: 4px solid var(--tone);
            border-radius: 6px;
            background: color-mix(in srgb, var(--tone) 11%, transparent);
        }
        vaadin-icon {
            color: var(--tone);
            --vaadin-icon-size: 1.15em;
            margin-top: 0.15em;
        }
        .reason {
            font-weight: 600;
        }
        .message, .remedy {
            grid-column: 2;
            overflow-wrap: anywhere;
        }
        code {
            font-size: 0.95em;
        }
    `;

    static properties = { failure: {}, givenUp: { type: Boolean } };

    render() {
        this.style.setProperty('--tone', this.givenUp ? 'var(--lumo-error-color)' : 'var(--lumo-warning-color)');
        return html`<vaadin-icon icon="font-awesome-solid:triangle-exclamation"></vaadin-icon>
            <span class="reason">${this.givenUp ? 'Given up' : 'The last attempt failed'}: ${this.failure.reason}</span>
            <span class="message">${this.failure.message}</span>
            <span class="remedy"><b>What to do:</b> ${this._remedy()}</span>`;
    }

    /** Keys stand out. */
    _remedy() {
        return this.failure.remedy.split(/(quarkus\.[^\s,;]*[^\s,;.])/)
            .map((part, n) => n % 2 === 1 ? html`<code>${part}</code>` : part);
    }
}

customElements.define('sidecar-failure', SidecarFailure);
