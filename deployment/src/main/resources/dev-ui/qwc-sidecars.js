import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import { connectionState } from 'connection-state';
import { notifier } from 'notifier';
import { Stream } from './sidecar-stream.js';
import './sidecar-buttons.js';
import './sidecar-facts.js';
import './sidecar-failure.js';
import './sidecar-none.js';
import './sidecar-output.js';
import './sidecar-protections.js';
import './sidecar-state.js';
import './sidecar-tile.js';
import './sidecar-timeline.js';

/** The page: all sidecars, and one of them in full. */
export class QwcSidecars extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this, false);

    /** Elements are given this, not the proxy: whatever they look for in it is a call to it. */
    _open = (method, params, onUpdate) => new Stream(this.jsonRpc, method, params, onUpdate);

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            gap: 1.1em;
            box-sizing: border-box;
            height: 100%;
            padding: 1em 1.3em 1.3em;
            overflow-y: auto;
            color: var(--lumo-body-text-color);
        }
        .tiles, .head, sidecar-failure, sidecar-facts, sidecar-protections {
            flex: none;
        }
        .tiles {
            display: grid;
            grid-template-columns: repeat(auto-fill, minmax(19em, 1fr));
            gap: 0.8em;
        }
        .head {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: 0.4em 1em;
        }
        h2 {
            margin: 0;
            font-size: var(--lumo-font-size-xxl, 1.6rem);
        }
        .command {
            flex-basis: 100%;
            font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
            font-size: 0.8rem;
            color: var(--lumo-secondary-text-color);
            white-space: nowrap;
            overflow: hidden;
            text-overflow: ellipsis;
        }
        sidecar-buttons {
            margin-left: auto;
        }
        .below {
            flex: 1;
            display: grid;
            grid-template-columns: minmax(16em, 22em) 1fr;
            gap: 1.6em;
            min-height: 17em;
        }
        .column {
            display: flex;
            flex-direction: column;
            gap: 0.7em;
            min-width: 0;
            min-height: 0;
        }
        h4 {
            margin: 0;
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        sidecar-timeline, sidecar-output {
            flex: 1;
            height: 0;
        }
        .waiting {
            color: var(--lumo-secondary-text-color);
        }
        @media (max-width: 900px) {
            .below {
                grid-template-columns: 1fr;
            }
            sidecar-timeline, sidecar-output {
                height: auto;
                max-height: 26em;
            }
        }
    `;

    static properties = {
        _sidecars: { state: true },
        _chosen: { state: true },
        _connection: { state: true },
    };

    constructor() {
        super();
        this._sidecars = null;
        this._connection = 0;
        this._shown = () => document.hidden || this._stream?.ifForgotten(() => this.hotReload());
    }

    connectedCallback() {
        super.connectedCallback();
        document.addEventListener('visibilitychange', this._shown);
        if (connectionState.current.isConnected) {
            this.hotReload();
        }
    }

    disconnectedCallback() {
        document.removeEventListener('visibilitychange', this._shown);
        this._stream?.close();
        this._stream = null;
        super.disconnectedCallback();
    }

    /** Called whenever there is a connection again: the application behind it may be another. */
    hotReload() {
        this._stream?.close();
        this._connection++;
        this._stream = this._open('streamSidecars', {}, update => {
            this._ahead = update.now - Date.now();
            this._sidecars = update.sidecars;
        });
    }

    render() {
        if (!this._sidecars) {
            return html`<div class="waiting">Asking the application…</div>`;
        }
        if (this._sidecars.length === 0) {
            return html`<sidecar-none></sidecar-none>`;
        }
        const chosen = this._sidecars.find(it => it.name === this._chosen) ?? this._mostInteresting();
        return html`${this._sidecars.length > 1 ? this._tiles(chosen) : ''}${this._details(chosen)}`;
    }

    /** Where nobody has chosen: one that failed, else the first. */
    _mostInteresting() {
        return this._sidecars.find(it => it.state === 'FAILED') ?? this._sidecars[0];
    }

    _tiles(chosen) {
        return html`<div class="tiles">${this._sidecars.map(it => html`<sidecar-tile .sidecar=${it} .ahead=${this._ahead}
            ?chosen=${it === chosen} @click=${() => this._chosen = it.name}></sidecar-tile>`)}</div>`;
    }

    _details(it) {
        const command = it.command.join(' ');
        return html`<div class="head">
                <h2>${it.name}</h2>
                <sidecar-state .state=${it.state}></sidecar-state>
                ${it.disabledBy ? html`<span class="waiting">switched off by <code>${it.disabledBy}=false</code></span>` : ''}
                <sidecar-buttons .sidecar=${it} @command=${this._command}></sidecar-buttons>
                ${command ? html`<span class="command" title="${command}">${command}</span>` : ''}
            </div>
            ${it.failure ? html`<sidecar-failure .failure=${it.failure} ?givenUp=${it.state === 'FAILED'}></sidecar-failure>` : ''}
            <sidecar-facts .sidecar=${it} .ahead=${this._ahead}></sidecar-facts>
            ${it.pid ? html`<sidecar-protections .inForce=${it.protections}></sidecar-protections>` : ''}
            <div class="below">
                <div class="column"><h4>What happened</h4>
                    <sidecar-timeline .events=${it.events} .ahead=${this._ahead}></sidecar-timeline></div>
                <div class="column"><h4>Output</h4>
                    <sidecar-output .sidecar=${it.name} .open=${this._open} .connection=${this._connection}></sidecar-output>
                </div>
            </div>`;
    }

    _command(event) {
        const { command, sidecar } = event.detail;
        // What is already being watched needs no praise; only what was refused is told.
        this.jsonRpc[command]({ sidecar }).then(({ result }) => {
            if (!result.success) {
                notifier.showWarningMessage(result.message.replaceAll('<', '&lt;'), 'bottom-start');
            }
        });
        this._chosen = sidecar;
    }
}

customElements.define('qwc-sidecars', QwcSidecars);
