import { html } from 'lit';

/** The colours that programs give their output on a terminal: escape sequences become spans. */

const SEQUENCE = /\u001b\[([0-9;:]*)m/;

const COLOURS = ['var(--lumo-contrast-60pct)', 'var(--lumo-error-text-color)', 'var(--lumo-success-text-color)',
    'var(--lumo-warning-text-color)', 'var(--lumo-primary-text-color)', '#b06ad4', '#2aa5b5', 'var(--lumo-body-text-color)'];

function next(style, codes) {
    return codes.split(/[;:]/).map(Number).reduce((now, code) => {
        if (code === 0) return {};
        if (code === 1) return { ...now, bold: true };
        if (code === 22) return { ...now, bold: false };
        if (code === 39) return { ...now, colour: undefined };
        if (code >= 30 && code <= 37) return { ...now, colour: COLOURS[code - 30] };
        if (code >= 90 && code <= 97) return { ...now, colour: COLOURS[code - 90] };
        return now;
    }, style);
}

/** The text alone. */
export function plain(text) {
    return text.replaceAll(new RegExp(SEQUENCE, 'g'), '');
}

/** The text in its colours. */
export function coloured(text) {
    const parts = text.split(SEQUENCE);
    let style = {};
    // Split by a pattern with a group: text and codes in turn.
    return parts.map((part, n) => {
        if (n % 2 === 1) {
            style = next(style, part);
            return '';
        }
        return style.colour || style.bold
            ? html`<span style="${style.colour ? `color:${style.colour};` : ''}${style.bold ? 'font-weight:bold' : ''}">${part}</span>`
            : part;
    });
}

/** The text without colours, and what is looked for marked. */
export function marked(text, wanted) {
    const shown = plain(text);
    const lower = shown.toLowerCase();
    const parts = [];
    let from = 0;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
        parts.push(shown.slice(from, at), html`<mark>${shown.slice(at, at + wanted.length)}</mark>`);
        from = at + wanted.length;
    }
    return [...parts, shown.slice(from)];
}
