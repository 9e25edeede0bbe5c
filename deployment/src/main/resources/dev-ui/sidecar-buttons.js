import { LitElement, html, css } from 'lit';
import '@vaadin/button';
import '@vaadin/icon';

const UP = ['PENDING', 'STARTING', 'READY', 'BACKING_OFF'];

/** What would hurt is asked for once more. */
const QUESTIONS = {
    stop: sidecar => [`Stop ${sidecar.name}?`, 'It stays down until it is started again.'
        + (sidecar.required ? ' As it is required, the application is not ready without it.' : '')],
    kill: sidecar => [`Kill ${sidecar.name}?`, `Process ${sidecar.pid} is killed at once, as a crash would: `
        + 'it cannot save anything. Watch it heal.'],
};

/** The commands for one sidecar. Tells which by the event "command". */
export class SidecarButtons extends LitElement {

    static styles = css`
        :host {
            display: flex;
            gap: 0.5em;
            flex-wrap: wrap;
        }
        vaadin-icon {
            width: 0.9em;
            height: 0.9em;
        }
        dialog {
            max-width: 28em;
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: 10px;
            padding: 1.3em 1.5em;
            color: var(--lumo-body-text-color);
            background: var(--lumo-base-color);
            box-shadow: 0 12px 40px rgba(0, 0, 0, 0.35);
        }
        dialog::backdrop {
            background: rgba(0, 0, 0, 0.35);
        }
        h3 {
            margin: 0 0 0.6em;
        }
        p {
            margin: 0 0 1.4em;
            line-height: 1.5;
            color: var(--lumo-secondary-text-color);
        }
        .answers {
            display: flex;
            justify-content: flex-end;
            gap: 0.6em;
        }
    `;

    static properties = { sidecar: {}, _asked: { state: true } };

    render() {
        const { state, pid, external, disabledBy } = this.sidecar;
        if (disabledBy) {
            return html``;
        }
        const up = UP.includes(state);
        return html`
            ${this._button('start', 'play', 'Start', up, up ? '' : 'primary')}
            ${this._button('stop', 'stop', 'Stop', !up)}
            ${this._button('restart', 'rotate-right', 'Restart', state === 'STOPPED')}
            ${external ? '' : this._button('kill', 'skull', 'Kill', !pid, 'error')}
            ${this._dialog()}`;
    }

    _button(command, icon, label, disabled, theme = '') {
        return html`<vaadin-button id="${command}" theme="small ${theme}" ?disabled=${disabled}
                @click=${() => this._ask(command)}>
            <vaadin-icon icon="font-awesome-solid:${icon}" slot="prefix"></vaadin-icon>${label}</vaadin-button>`;
    }

    _dialog() {
        const [title, text] = this._asked ? QUESTIONS[this._asked](this.sidecar) : ['', ''];
        return html`<dialog @close=${() => this._asked = null}>
            <h3>${title}</h3>
            <p>${text}</p>
            <div class="answers">
                <vaadin-button id="no" theme="tertiary" @click=${() => this._close()}>Cancel</vaadin-button>
                <vaadin-button id="yes" theme="primary error" @click=${() => this._yes()}>
                    ${this._asked === 'kill' ? 'Kill' : 'Stop'}</vaadin-button>
            </div>
        </dialog>`;
    }

    async _ask(command) {
        if (!QUESTIONS[command]) {
            this._tell(command);
            return;
        }
        this._asked = command;
        await this.updateComplete;
        this.renderRoot.querySelector('dialog').showModal();
    }

    _yes() {
        this._tell(this._asked);
        this._close();
    }

    _close() {
        this.renderRoot.querySelector('dialog').close();
    }

    _tell(command) {
        this.dispatchEvent(new CustomEvent('command', { detail: { command, sidecar: this.sidecar.name } }));
    }
}

customElements.define('sidecar-buttons', SidecarButtons);
