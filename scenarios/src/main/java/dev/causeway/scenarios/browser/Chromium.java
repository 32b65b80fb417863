package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.host.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// Debian's Chromium without a screen, and the program that drives it. Both live in a home of their own, so that
/// nothing of another browser on this machine is used or changed, and they reach this machine alone.
final class Chromium implements AutoCloseable {

    private static final File BINARY = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    /// It warns that it has no types for the protocol of this browser's version, which are not used here.
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path home;
    private final ChromeDriverService service;
    private ChromeDriver driver;

    private Chromium(Path home) {
        this.home = home;
        this.service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .withLogFile(home.resolve("driver.log").toFile())
                .withEnvironment(Map.of("HOME", home.toString(), "TMPDIR", home.toString(), "LC_ALL", "C.UTF-8"))
                .build();
    }

    /// Starts both.
    ///
    /// @param authorities files of the certificate authorities that its user has chosen to trust
    static Chromium start(List<Path> authorities) {
        DEVTOOLS.setLevel(Level.SEVERE);
        Chromium made = new Chromium(folder());
        try {
            made.trust(authorities);
            made.driver = new ChromeDriver(made.service, options(made.home.resolve("profile")));
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    Path home() {
        return home;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("/tmp"), "causeway-browser-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a user does it by hand. A certificate that the browser would warn of is refused as it would be there.
    private void trust(List<Path> authorities) {
        String store = "sql:" + home.resolve(".pki/nssdb");
        try {
            Files.createDirectories(home.resolve(".pki/nssdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program.run("certutil", "-N", "-d", store, "--empty-password");
        for (Path file : authorities) {
            Program.run("certutil", "-A", "-d", store, "-t", "C,,", "-n", file.toString(), "-i", file.toString());
        }
    }

    private static ChromeOptions options(Path profile) {
        ChromeOptions options = new ChromeOptions().setBinary(BINARY);
        options.addArguments(
                "--headless=new",
                // Root has no other choice. What it is shown is the project's own.
                "--no-sandbox",
                "--user-data-dir=" + profile,
                "--window-size=1360,900",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--lang=en-GB",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-breakpad",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");
        // Otherwise it begins with a page of its own, which asks for a hundred things.
        options.setExperimentalOption(
                "prefs", Map.of("session.restore_on_startup", 4, "session.startup_urls", List.of("about:blank")));
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        return options;
    }

    /// Ends both. What does not end by itself is killed by its number.
    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        try {
            quit();
            service.stop();
            all.forEach(Chromium::ends);
        } finally {
            Program.run("rm", "-rf", home.toString());
        }
    }

    private void quit() {
        if (driver == null) {
            return;
        }
        try {
            driver.quit();
        } catch (WebDriverException _) {
            // It has gone already, or does not answer any more: then it is killed.
        }
    }

    private List<ProcessHandle> processes() {
        if (!service.isRunning()) {
            return List.of();
        }
        String port = "--port=" + service.getUrl().getPort();
        return ProcessHandle.current()
                .children()
                .filter(child -> words(child).contains(port))
                .flatMap(found -> Stream.concat(Stream.of(found), found.descendants()))
                .toList();
    }

    private static List<String> words(ProcessHandle process) {
        List<String> words = new ArrayList<>();
        Optional<String[]> arguments = process.info().arguments();
        arguments.ifPresent(found -> words.addAll(List.of(found)));
        return words;
    }

    private static void ends(ProcessHandle process) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            var _ = end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
