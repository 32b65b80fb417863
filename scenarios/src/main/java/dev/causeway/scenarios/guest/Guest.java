package dev.causeway.scenarios.guest;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An emulated machine. Its root is the host's, read-only; a folder of the host, the window, is shared and writable. It
/// does at boot what its set-up script says, and then what [#run] asks for. Its kernel has ESP, XFRM interfaces and
/// VTI, nftables with `inet` and `netdev`, namespaces, TUN, HTB and netem.
///
/// A guest that cannot be set up ends, and whoever waits for it learns at once what it said last.
public final class Guest implements AutoCloseable {

    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final SharedFolder window;
    private final Background root;
    private final Background shared;
    private final Background machine;
    private int commands;

    private Guest(SharedFolder window, Background root, Background shared, Background machine) {
        this.window = window;
        this.root = root;
        this.shared = shared;
        this.machine = machine;
    }

    /// How a guest shall be. Its files lie in a folder; its network devices are taps of a namespace.
    public static final class Builder {
        private final NetworkNamespace place;
        private final Path folder;
        private final List<String> taps = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private String setUp = "";

        private Builder(NetworkNamespace place, Path folder) {
            this.place = place;
            this.folder = folder;
        }

        /// The guest gets one more network device, `eth0` the first, whose other end is this tap of the namespace.
        public Builder tap(String name) {
            taps.add(name);
            return this;
        }

        /// What bash does in the guest before it counts as booted. It ends the guest by failing.
        public Builder setUp(String script) {
            setUp = script;
            return this;
        }

        /// A variable that the set-up script sees.
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /// The file in the folder that guest and host share.
        public Path shared(String name) {
            return folder.resolve("window").resolve(name);
        }

        /// Powers on, and waits until the guest is set up.
        public Guest boot() {
            SharedFolder window = SharedFolder.make(folder.resolve("window"), settings, setUp);
            List<String> words = Machine.words(folder, taps, window.folder().resolve("init.sh"));
            Background root = FileServer.root(folder);
            Background shared = FileServer.window(folder, window.folder());
            Background machine = place.start(folder.resolve("console"), words);
            Guest guest = new Guest(window, root, shared, machine);
            try {
                guest.await("the guest's set-up", BOOT, "ready");
                machine.watched();
            } catch (RuntimeException e) {
                guest.close();
                throw e;
            }
            return guest;
        }
    }

    /// Begins a guest.
    ///
    /// @param folder for its files; the path is short enough for a socket in it, which may have 107 characters
    public static Builder in(NetworkNamespace place, Path folder) {
        return new Builder(place, folder);
    }

    /// Runs a command line in the guest.
    ///
    /// @return what it printed, errors too
    /// @throws IllegalStateException if it does not end with status 0, or the guest ends
    public String run(String line) {
        commands++;
        window.ask(commands, line);
        await("the guest's answer to " + line, ANSWER, commands + ".status");
        return window.answer(commands, line);
    }

    private void await(String what, Duration limit, String file) {
        machine.awaitWhileAlive(what, limit, () -> Files.exists(window.folder().resolve(file)) || served());
    }

    /// Without its files a guest would stand still for ever. The servers end with it, too, but then its own words
    /// count.
    private boolean served() {
        for (Background server : List.of(root, shared)) {
            if (!server.alive() && !machine.endsWithin(FAREWELL)) {
                throw server.endedWhile("the guest ran");
            }
        }
        return false;
    }

    /// The power is cut: peers hear nothing.
    public void kill() {
        machine.end("KILL");
    }

    /// Whether it still runs.
    public boolean alive() {
        return machine.alive();
    }

    @Override
    public void close() {
        if (machine.alive()) {
            try {
                Files.createFile(window.folder().resolve("halt"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // If it does not, it ends the hard way.
            boolean _ = machine.endsWithin(FAREWELL);
        }
        machine.close();
        shared.close();
        root.close();
    }
}
