package dev.causeway.agent.openvpn;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A stock OpenVPN client in a namespace of its own.
public final class VpnClient {

    private final RealHost host;
    private final Namespace namespace;
    private final Path folder;
    private final List<String> shows;
    private ProcessHandle process;

    /// @param shows `user`, a name, a password, and settings of its own; or `certificate` and the name of its file,
    /// with those of issuers
    public VpnClient(RealHost host, Namespace namespace, Path folder, List<String> shows) {
        this.host = host;
        this.namespace = namespace;
        this.folder = folder;
        this.shows = List.copyOf(shows);
    }

    public Namespace namespace() {
        return namespace;
    }

    ProcessHandle process() {
        return process;
    }

    /// Starts it, once more if it has ended.
    public void start() {
        AtomicFile.makeFolder(folder);
        AtomicFile.write(folder.resolve("client.ovpn"), configuration());
        List<String> arguments = new ArrayList<>(
                List.of("openvpn", "--config", folder.resolve("client.ovpn").toString(), "--dev", "tun0"));
        Command command = Namespaces.inside(namespace, arguments.toArray(String[]::new));
        process = host.commands().start(command, Map.of(), folder.resolve("log"));
    }

    private String configuration() {
        String base = """
                client
                dev tun
                proto tcp
                remote %s 443
                resolv-retry infinite
                nobind
                persist-key
                persist-tun
                remote-cert-tls server
                cipher AES-128-GCM
                data-ciphers AES-128-GCM:AES-256-GCM
                auth SHA256
                verb 3
                <ca>
                %s</ca>
                """.formatted(VpnLab.EIP, VpnExamples.pem("server-ca.pem"));
        if (shows.getFirst().equals("user")) {
            Path typed = folder.resolve("typed");
            AtomicFile.write(typed, shows.get(1) + "\n" + shows.get(2) + "\n");
            String options = String.join("\n", shows.subList(3, shows.size()));
            return base + "auth-user-pass " + typed + "\n" + options + "\n";
        }
        StringBuilder chain = new StringBuilder();
        shows.stream().skip(1).forEach(name -> chain.append(VpnExamples.pem(name + ".pem")));
        return base + "<cert>\n" + chain + "</cert>\n<key>\n" + VpnExamples.pem(shows.get(1) + ".key") + "</key>\n";
    }

    boolean isUp() {
        return ups() > 0;
    }

    /// How often it was connected.
    public int ups() {
        return log().split("Initialization Sequence Completed", -1).length - 1;
    }

    public void awaitUp() {
        awaitUps(1);
    }

    public void awaitUps(int times) {
        VpnLab.await().untilAsserted(() -> {
            if (ups() < times) {
                throw new AssertionError(log());
            }
        });
    }

    /// Waits until it has given up.
    public void awaitEnd() {
        VpnLab.await().untilAsserted(() -> {
            if (process.isAlive()) {
                throw new AssertionError(log());
            }
        });
    }

    public String log() {
        return read(folder.resolve("log"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    public void stop() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
