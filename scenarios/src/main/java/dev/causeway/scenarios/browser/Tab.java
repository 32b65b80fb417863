package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/// A tab of a browser, used as a person does: by what is written on things. Each verb waits until it can be done.
public final class Tab implements AutoCloseable {

    private final Browser browser;
    private final String handle;

    Tab(Browser browser, String handle) {
        this.browser = browser;
        this.handle = handle;
    }

    String handle() {
        return handle;
    }

    /// Goes to an address.
    public Tab go(String address) {
        driver().get(address);
        return this;
    }

    /// The same without waiting until it is there.
    public void sets(String address) {
        var _ = run("location.href = arguments[0]", address);
    }

    /// As by a link within the page.
    public void walk(String path) {
        var _ = run("history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate'))", path);
    }

    /// As with F5.
    public void reload() {
        driver().navigate().refresh();
    }

    /// As with the browser's button.
    public void back() {
        driver().navigate().back();
    }

    /// Where it is.
    public URI address() {
        return URI.create(driver().getCurrentUrl());
    }

    public String title() {
        return driver().getTitle();
    }

    /// Presses the button, or follows the link, with these words on it.
    public void click(String words) {
        attempt(
                "a click on '" + words + "'",
                () -> shown(
                                "//*[self::button or self::a or self::summary or @role='tab' or @role='menuitem']"
                                        + "[normalize-space(.)=%1$s or @aria-label=%1$s]",
                                words)
                        .click());
    }

    /// Presses what a selector of CSS finds first.
    public void clickAt(String css) {
        attempt("a click at " + css, () -> element(css).click());
    }

    /// Writes into the field with this label, in place of what stands there.
    public void type(String label, String text) {
        attempt("the field '" + label + "'", () -> replace(field(label), text));
    }

    /// Writes into the field that a selector of CSS finds first, in place of what stands there.
    public void typeAt(String css, String text) {
        attempt("the field " + css, () -> replace(element(css), text));
    }

    /// Chooses an option of the field with this label by its words.
    public void choose(String label, String option) {
        attempt(
                "'" + option + "' of '" + label + "'",
                () -> field(label)
                        .findElement(By.xpath(".//option[normalize-space(.)=%s]".formatted(quoted(option))))
                        .click());
    }

    /// Presses a key, or several one after the other, wherever the focus is.
    public void press(CharSequence... keys) {
        driver().switchTo().activeElement().sendKeys(keys);
    }

    /// As by hand: what stands there is selected, and written over.
    private static void replace(WebElement field, String text) {
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
    }

    private WebElement field(String label) {
        return shown(
                "//*[self::input or self::select or self::textarea]"
                        + "[@id=//label[normalize-space(.)=%1$s]/@for or ancestor::label[contains(., %1$s)] or @aria-label=%1$s]",
                label);
    }

    /// The first element that can be seen.
    private WebElement shown(String path, String words) {
        return driver().findElements(By.xpath(path.formatted(quoted(words)))).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new WebDriverException("there is nothing with the words " + words));
    }

    private static String quoted(String words) {
        return words.contains("'") ? '"' + words + '"' : "'" + words + "'";
    }

    private WebElement element(String css) {
        return driver().findElement(By.cssSelector(css));
    }

    /// A page draws itself anew at any time, so what was found may be gone when it is used.
    private void attempt(String what, Runnable deed) {
        Waiting.until(what, () -> {
            try {
                deed.run();
                return true;
            } catch (WebDriverException _) {
                return false;
            }
        });
    }

    /// Waits until these words can be read.
    public void shows(String words) {
        awaits("'" + words + "'", () -> text().contains(words));
    }

    /// Waits until these words cannot be read any more.
    public void loses(String words) {
        awaits("'" + words + "' to go", () -> !text().contains(words));
    }

    /// Waits until a selector of CSS finds something.
    public void has(String css) {
        awaits(css, () -> count(css) > 0);
    }

    /// Waits until a selector of CSS finds so many elements.
    public void has(int count, String css) {
        awaits(count + " of " + css, () -> count(css) == count);
    }

    /// Waits for anything; a picture is taken of a page on which it does not come.
    public void awaits(String what, BooleanSupplier condition) {
        try {
            Waiting.until(what, condition);
        } catch (IllegalStateException e) {
            shot("failed");
            throw new IllegalStateException(e.getMessage() + "; on the page: " + text(), e);
        }
    }

    /// Waits until this field has the focus.
    public void hasFocusOn(String css) {
        awaits(
                "the focus on " + css,
                () -> said("return document.activeElement.matches(arguments[0])", css)
                        .equals("true"));
    }

    /// What stands in a field.
    public String value(String css) {
        return said("return document.querySelector(arguments[0])?.value ?? ''", css);
    }

    /// How many elements a selector of CSS finds.
    public int count(String css) {
        return number("return document.querySelectorAll(arguments[0]).length", css);
    }

    /// All words that can be read.
    public String text() {
        return said("return document.body ? document.body.innerText : ''");
    }

    /// The words that can be read in what a selector of CSS finds first, empty if it finds nothing.
    public String text(String css) {
        return said("return document.querySelector(arguments[0])?.innerText ?? ''", css);
    }

    /// What a script says.
    public String said(String script, Object... arguments) {
        return String.valueOf(run(script, arguments));
    }

    /// The number that a script comes to.
    public int number(String script, Object... arguments) {
        return ((Number) run(script, arguments)).intValue();
    }

    /// Runs a script in the page, which may wait for something.
    public Object run(String script, Object... arguments) {
        Object result =
                driver().executeScript("return (async function() {" + script + "}).apply(null, arguments)", arguments);
        return result == null ? "" : result;
    }

    /// As on a laptop.
    public void wide() {
        size(1360, 900, false);
    }

    /// As on a phone.
    public void narrow() {
        size(390, 844, true);
    }

    private void size(int width, int height, boolean mobile) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    /// As a person has told the system who likes it dark, or light.
    public void prefers(String scheme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Keeps a picture of the whole page, as far down as it goes.
    public void shot(String name) {
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                number("return innerWidth"),
                "height",
                number("return Math.max(innerHeight, document.documentElement.scrollHeight)"));
        Object picture = command(
                        "Page.captureScreenshot",
                        Map.of("captureBeyondViewport", true, "clip", clip, "optimizeForSpeed", true))
                .get("data");
        Path file = browser.shots().resolve(name + ".png");
        try {
            Files.createDirectories(browser.shots());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(picture)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the network away, or gives it back.
    public void online(boolean online) {
        command(
                "Network.emulateNetworkConditions",
                Map.of("offline", !online, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /// From here on no file is kept from one loading to the next.
    public void forgetsFiles() {
        command("Network.enable", Map.of());
        command("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    }

    /// Has a script run in each page that is loaded from here on, before anything of its own.
    public void beforeEachPage(String script) {
        command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    @Override
    public void close() {
        driver().close();
        browser.hasLostATab();
    }

    private Map<String, Object> command(String name, Map<String, Object> parameters) {
        var _ = driver();
        return browser.command(name, parameters);
    }

    private ChromeDriver driver() {
        return browser.driver(handle);
    }
}
