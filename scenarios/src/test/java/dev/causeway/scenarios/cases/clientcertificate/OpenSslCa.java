package dev.causeway.scenarios.cases.clientcertificate;

import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A tenant's own CA for clients, as one makes it with stock OpenSSL.
final class OpenSslCa {

    private final Path folder;
    private int serial = 1000;

    /// @param folder that does not exist yet
    OpenSslCa(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.txt"), "");
            Files.writeString(folder.resolve("crlnumber"), "01\n");
            Files.writeString(folder.resolve("settings"), settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/C=DE/CN=clients",
                "-days",
                "30",
                "-keyout",
                path("ca.key"),
                "-out",
                path("ca.pem"),
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign");
    }

    private String settings() {
        return """
            [ca]
            default_ca = own
            [own]
            database = %1$s/index.txt
            crlnumber = %1$s/crlnumber
            certificate = %1$s/ca.pem
            private_key = %1$s/ca.key
            default_md = sha256
            default_crl_days = 30
            [client]
            basicConstraints = CA:FALSE
            keyUsage = digitalSignature
            extendedKeyUsage = clientAuth
            """.formatted(folder);
    }

    String certificate() {
        return read("ca.pem");
    }

    /// Makes a client's certificate and key, and puts them into an exported file where it asks for them.
    String fill(String profile, String client) {
        Program.run(
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/C=DE/CN=" + client,
                "-keyout",
                path(client + ".key"),
                "-out",
                path(client + ".csr"));
        Program.run(
                "openssl",
                "x509",
                "-req",
                "-in",
                path(client + ".csr"),
                "-CA",
                path("ca.pem"),
                "-CAkey",
                path("ca.key"),
                "-set_serial",
                Integer.toString(serial++),
                "-days",
                "10",
                "-extfile",
                path("settings"),
                "-extensions",
                "client",
                "-out",
                path(client + ".pem"));
        String own = "<cert>\n%s</cert>\n<key>\n%s</key>\n".formatted(read(client + ".pem"), read(client + ".key"));
        return profile.substring(0, profile.indexOf("#<cert>")) + own;
    }

    /// A list of all that was revoked so far, a client's certificate among it from now on.
    String revoke(String client) {
        Program.run("openssl", "ca", "-config", path("settings"), "-revoke", path(client + ".pem"));
        Program.run("openssl", "ca", "-config", path("settings"), "-gencrl", "-out", path("crl.pem"));
        return read("crl.pem");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
