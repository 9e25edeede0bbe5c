package io.quarkiverse.sidecar.deployment.test.devui;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

import org.awaitility.core.ConditionTimeoutException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A page in the browser: looked at and clicked like a person would, elements found through all shadow roots. */
final class BrowserPage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path SCREENSHOTS = Path.of("target", "dev-ui-screenshots");

    private static final String FINDERS = """
            function all(selector, root = document) {
                const found = [...root.querySelectorAll(selector)];
                for (const element of root.querySelectorAll('*')) {
                    if (element.shadowRoot) found.push(...all(selector, element.shadowRoot));
                }
                return found;
            }
            function text(node) {
                if (node.nodeType === Node.TEXT_NODE) return node.textContent;
                if (['STYLE', 'SCRIPT'].includes(node.nodeName)) return '';
                const parts = node.nodeName === 'SLOT' ? node.assignedNodes({ flatten: true }) : (node.shadowRoot ?? node).childNodes;
                return [...parts].map(text).join('').replaceAll(/\\s+/g, ' ');
            }
            """;

    private final JsonSocket socket;

    BrowserPage(URI debugger) {
        this.socket = new JsonSocket(debugger);
    }

    void resize(int width, int height) throws Exception {
        socket.call("Emulation.setDeviceMetricsOverride", new JsonObject().put("width", width).put("height", height)
                .put("deviceScaleFactor", 1).put("mobile", false));
    }

    void navigate(String url) throws Exception {
        socket.call("Page.navigate", new JsonObject().put("url", url));
    }

    /** The value of a JavaScript expression, which may be a promise. */
    Object evaluate(String expression) throws Exception {
        JsonObject answer = socket.call("Runtime.evaluate", new JsonObject()
                .put("expression", "(() => {" + FINDERS + "return " + expression + ";})()")
                .put("returnByValue", true).put("awaitPromise", true)).getJsonObject("result");
        if (answer.containsKey("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.getJsonObject("exceptionDetails").encode());
        }
        return answer.getJsonObject("result").getValue("value");
    }

    /** Waits until a JavaScript expression is true. */
    void awaits(String expression) {
        try {
            await(expression).atMost(PATIENCE).pollInSameThread().ignoreExceptions()
                    .until(() -> Boolean.TRUE.equals(evaluate(expression)));
        } catch (ConditionTimeoutException never) {
            throw new AssertionError("The page never came to: " + expression + "\nIt says: " + whatItSays(), never);
        }
    }

    private Object whatItSays() {
        try {
            screenshot("never");
            return evaluate("location.href + text(document.body)");
        } catch (Exception e) {
            return e;
        }
    }

    /** Waits until an element is there that holds that text. */
    void awaits(String selector, String text) {
        awaits("all(%s).some(it => text(it).includes(%s))".formatted(quoted(selector), quoted(text)));
    }

    /** What elements say, as far as they are there. */
    JsonArray texts(String selector) throws Exception {
        return (JsonArray) evaluate("all(%s).map(it => text(it).trim())".formatted(quoted(selector)));
    }

    /** Moves the mouse there and clicks. */
    void click(String selector) throws Exception {
        awaits("all(%s).length > 0".formatted(quoted(selector)));
        JsonObject middle = (JsonObject) evaluate("""
                (() => {
                    const box = all(%s)[0].getBoundingClientRect();
                    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
                })()""".formatted(quoted(selector)));
        for (String type : new String[] { "mouseMoved", "mousePressed", "mouseReleased" }) {
            socket.call("Input.dispatchMouseEvent", middle.copy().put("type", type).put("button", "left").put("clickCount", 1));
        }
    }

    /** Types into whatever has the focus. */
    void type(String text) throws Exception {
        socket.call("Input.insertText", new JsonObject().put("text", text));
    }

    /** The theme of the Dev UI: {@code light} or {@code dark}. */
    void theme(String name) throws Exception {
        evaluate("import('theme-state').then(module => module.themeState.changeTo('%s'))".formatted(name));
    }

    /** Leaves {@code NAME-dark.png} and {@code NAME-light.png}, without messages that come and go. */
    void screenshotInBothThemes(String name) throws Exception {
        evaluate("all('vaadin-notification-container').forEach(it => it.remove())");
        for (String theme : new String[] { "dark", "light" }) {
            theme(theme);
            screenshot(name + "-" + theme);
        }
    }

    private void screenshot(String name) throws Exception {
        Path file = SCREENSHOTS.resolve(name + ".png");
        JsonObject answer = socket.call("Page.captureScreenshot", new JsonObject().put("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(answer.getJsonObject("result").getString("data")));
    }

    private static String quoted(String text) {
        return new JsonArray().add(text).encode().replaceAll("^\\[|]$", "");
    }

    @Override
    public void close() {
        socket.close();
    }
}
