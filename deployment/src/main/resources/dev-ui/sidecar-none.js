import { LitElement, html, css } from 'lit';
import '@vaadin/button';
import '@vaadin/icon';

const LINES = `quarkus.sidecar.agent-monitor.command=node,server/index.js
quarkus.sidecar.agent-monitor.port=4820
quarkus.sidecar.agent-monitor.health.path=/api/health`;

/** What to do where no sidecar is declared. */
export class SidecarNone extends LitElement {

    static styles = css`
        :host {
            display: block;
            max-width: 46em;
            margin: 8vh auto;
            padding: 2em 2.4em;
            border: 1px solid var(--lumo-contrast-10pct);
            border-radius: 12px;
            line-height: 1.55;
        }
        .big {
            color: var(--lumo-primary-text-color);
            --vaadin-icon-size: 2.6em;
        }
        h3 {
            margin: 0.6em 0 0.3em;
        }
        p {
            margin: 0.4em 0;
        }
        .snippet {
            position: relative;
        }
        pre {
            margin: 1.2em 0;
            padding: 1em 1.2em;
            overflow-x: auto;
            border-radius: 8px;
            background: var(--lumo-contrast-5pct);
            font-size: 0.88rem;
            line-height: 1.65;
        }
        vaadin-button vaadin-icon {
            width: 0.9em;
            height: 0.9em;
        }
        vaadin-button {
            position: absolute;
            right: 0.5em;
            bottom: 0.4em;
        }
        .key {
            color: var(--lumo-primary-text-color);
        }
        code {
            color: var(--lumo-body-text-color);
        }
    `;

    static properties = { _copied: { state: true } };

    render() {
        return html`<vaadin-icon class="big" icon="font-awesome-solid:motorcycle"></vaadin-icon>
            <h3>No sidecar is declared yet</h3>
            <p>A sidecar is a helper process that this application owns: launched, watched, restarted, and gone when the
                application is gone. Paste three lines into <code>application.properties</code>, and put in your own program:</p>
            <div class="snippet"><pre>${LINES.split('\n').map(line => html`<span class="key">${line.split('=')[0]}</span>=${line.split('=')[1]}\n`)}</pre>
                <vaadin-button theme="small tertiary" @click=${this._copy}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:copy"></vaadin-icon>${this._copied ? 'Copied' : 'Copy'}
                </vaadin-button></div>
            <p>It is launched at the next reload, and shows up here. The port is handed to it as the variable
                <code>PORT</code>; instead of a path of a health check a command will do, or nothing but the port.</p>`;
    }

    async _copy() {
        await navigator.clipboard.writeText(LINES);
        this._copied = true;
    }
}

customElements.define('sidecar-none', SidecarNone);
