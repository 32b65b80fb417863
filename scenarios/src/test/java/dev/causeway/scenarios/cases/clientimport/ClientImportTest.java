package dev.causeway.scenarios.cases.clientimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.OpenSslCa;
import dev.causeway.scenarios.site.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientImportTest {

    private static final List<String> SYSTEMS = List.of("Linux", "Windows", "Android", "iOS", "MacOS");
    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";

    @Test
    void aDesktopReadsTheFileAsItIs(Service service, @TempDir Path folder) throws IOException {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            for (String system : SYSTEMS) {
                String file = exported(lab, system);
                Map<String, String> understood = understood(lab, system, file);
                assertThat(understood).containsEntry("connection-type", "password");
                assertThat(file).contains(content(understood, "ca"));
            }
            OpenSslCa own = withCertificates(lab);
            OpenSslCa.Issued alice = own.client("alice");
            for (String system : SYSTEMS) {
                String file = alice.fill(exported(lab, system));
                Map<String, String> understood = understood(lab, system, file);
                assertThat(understood).containsEntry("connection-type", "tls");
                assertThat(file).contains(content(understood, "ca"));
                assertThat(content(understood, "cert"))
                        .isEqualTo(alice.certificate().strip());
                assertThat(content(understood, "key")).isEqualTo(alice.key().strip());
            }
        }
    }

    private static String exported(ClientLab lab, String system) {
        return lab.api()
                .post(lab.below("/client-config/export"), Map.of("os_type", system))
                .expect(200)
                .text("/client_config");
    }

    /// From now on clients show certificates.
    private static OpenSslCa withCertificates(ClientLab lab) {
        OpenSslCa own = new OpenSslCa(lab.folder().resolve("own"));
        lab.vpn().change(Map.of("client_auth_type", "CERT"));
        lab.awaitServer("ACTIVE");
        var _ = lab.vpn().authority("people", own.certificate());
        return own;
    }

    private static Map<String, String> understood(ClientLab lab, String system, String file) throws IOException {
        Map<String, String> understood = read(lab.folder(), file);
        System.out.printf("for %s NetworkManager understands %s%n", system, understood.keySet());
        assertThat(understood)
                .containsEntry("remote", lab.eip() + ":443")
                .containsEntry("proto-tcp", "yes")
                .containsEntry("remote-cert-tls", "server")
                .containsEntry("auth", "SHA256")
                .containsKeys("cipher", "data-ciphers", "dev", "reneg-seconds");
        return understood;
    }

    /// What the plugin has put into a file of its own.
    private static String content(Map<String, String> understood, String name) throws IOException {
        return Files.readString(Path.of(understood.get(name))).strip();
    }

    /// What the plugin has understood.
    private static Map<String, String> read(Path folder, String file) throws IOException {
        Path profile = Files.writeString(folder.resolve("imported.ovpn"), file);
        Path script = Files.writeString(
                folder.resolve("import.py"),
                Template.beside(ClientImportTest.class, "import.py").text());
        String said = Program.run(
                "env",
                "HOME=" + folder,
                "LD_LIBRARY_PATH=" + unpacked("libnm0"),
                "GI_TYPELIB_PATH=" + unpacked("gir1.2-nm-1.0").resolve("girepository-1.0"),
                "/usr/bin/python3",
                script.toString(),
                unpacked("network-manager-openvpn")
                        .resolve("NetworkManager/libnm-vpn-plugin-openvpn.so")
                        .toString(),
                profile.toString());
        return said.lines().map(line -> line.split("=", 2)).collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /// Where the launcher unpacked a package's libraries.
    private static Path unpacked(String name) {
        String folder = System.getenv("CAUSEWAY_NETWORK_MANAGER");
        if (folder == null) {
            throw new IllegalStateException("CAUSEWAY_NETWORK_MANAGER names no folder; ./causeway test sets it");
        }
        return Path.of(folder, name, LIBRARIES);
    }
}
