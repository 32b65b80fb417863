package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A tenant's own CA, as one makes it with stock OpenSSL.
public final class OpenSslCa {

    private static final String MARKED = "#<cert>";

    private final Path folder;
    private int serial = 1000;

    /// What the CA has signed, in PEM.
    public record Issued(String certificate, String key) {

        /// Puts them into an exported file where it asks for them.
        public String fill(String profile) {
            String own = "<cert>\n%s</cert>\n<key>\n%s</key>\n".formatted(certificate, key);
            return profile.substring(0, profile.indexOf(MARKED)) + own;
        }
    }

    /// @param folder that does not exist yet
    public OpenSslCa(Path folder) {
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
                "/C=DE/CN=own",
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
            [server]
            basicConstraints = CA:FALSE
            keyUsage = digitalSignature
            extendedKeyUsage = serverAuth
            """.formatted(folder);
    }

    public String certificate() {
        return read("ca.pem");
    }

    /// Makes the certificate and key of a client.
    public Issued client(String name) {
        return issue(name, "client");
    }

    /// Makes the certificate and key of a server.
    public Issued server(String name) {
        return issue(name, "server");
    }

    private Issued issue(String name, String extensions) {
        Program.run(
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/C=DE/CN=" + name,
                "-keyout",
                path(name + ".key"),
                "-out",
                path(name + ".csr"));
        Program.run(
                "openssl",
                "x509",
                "-req",
                "-in",
                path(name + ".csr"),
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
                extensions,
                "-out",
                path(name + ".pem"));
        return new Issued(read(name + ".pem"), read(name + ".key"));
    }

    /// A list of all that was revoked so far, a client's certificate among it from now on.
    public String revoke(String client) {
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
