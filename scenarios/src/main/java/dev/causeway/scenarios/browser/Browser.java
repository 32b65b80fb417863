package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/// A browser with one person before it: what is open in it, and what it has said and asked for meanwhile.
public final class Browser implements AutoCloseable {

    private final Chromium chromium;
    private final Path shots;
    private final BrowserLog log;
    private final Tab first;
    private String inFront;

    private Browser(Chromium chromium, Path shots) {
        this.chromium = chromium;
        this.shots = shots;
        this.log = new BrowserLog(chromium.driver());
        this.inFront = chromium.driver().getWindowHandle();
        this.first = new Tab(this, inFront);
        command(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", downloads().toString()));
    }

    /// Starts a browser with one empty tab.
    ///
    /// @param authorities files of the certificate authorities that it trusts
    /// @param shots a folder for pictures of what was to be seen
    public static Browser start(List<Path> authorities, Path shots) {
        return new Browser(Chromium.start(authorities), shots);
    }

    /// The tab that was there first.
    public Tab tab() {
        return first;
    }

    /// Opens a further tab, which is in front then.
    public Tab openTab() {
        driver().switchTo().newWindow(WindowType.TAB);
        inFront = driver().getWindowHandle();
        return new Tab(this, inFront);
    }

    /// What it has said and asked for.
    public BrowserLog log() {
        return log;
    }

    /// The cookies for the address in front, also those that no script can read.
    public List<Cookie> cookies() {
        return List.copyOf(driver().manage().getCookies());
    }

    /// The folder in which all of it lies as long as it is open.
    public Path home() {
        return chromium.home();
    }

    /// Waits for a file that a page hands out, and takes it away.
    ///
    /// @return what it holds
    public String downloaded(String name) {
        Path file = downloads().resolve(name);
        Waiting.until("the file " + name, () -> Files.exists(file));
        try {
            String text = Files.readString(file);
            Files.delete(file);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path downloads() {
        return home().resolve("downloads");
    }

    Path shots() {
        return shots;
    }

    ChromeDriver driver() {
        return chromium.driver();
    }

    /// The driver, with this tab in front.
    ChromeDriver driver(String handle) {
        if (!handle.equals(inFront)) {
            driver().switchTo().window(handle);
            inFront = handle;
        }
        return driver();
    }

    /// When a tab is closed, the first one is in front.
    void hasLostATab() {
        inFront = first.handle();
        driver().switchTo().window(inFront);
    }

    /// Calls the browser's own protocol for the tab in front.
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver().executeCdpCommand(name, parameters);
    }

    @Override
    public void close() {
        chromium.close();
    }
}
