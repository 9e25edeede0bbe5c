package io.quarkiverse.sidecar.runtime.output;

/**
 * A text that can be looked at so many times: what reads it for longer is ended by an exception. The one way to end a regular
 * expression that goes back and forth in a line for ever.
 */
final class BoundedText implements CharSequence {

    /** The text has been looked at too often. */
    static final class TooManyLooks extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int looksLeft;

    BoundedText(String text, int looks) {
        this.text = text;
        this.looksLeft = looks;
    }

    @Override
    public char charAt(int index) {
        if (looksLeft-- <= 0) {
            throw new TooManyLooks();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
