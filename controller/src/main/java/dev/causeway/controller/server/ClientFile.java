package dev.causeway.controller.server;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The file by which a client connects, for OpenVPN 2.4 and later and for OpenVPN Connect, which stops at
/// directives that it does not know and at those that only a server may push.
final class ClientFile {

    /// What the client runs on. The file is the same for all.
    enum ClientSystem implements ApiWord {
        WINDOWS("Windows"),
        LINUX("Linux"),
        MAC_OS("MacOS"),
        ANDROID("Android"),
        IOS("iOS");

        private final String word;

        ClientSystem(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }

        static ClientSystem read(JsonReader in) {
            return in.optionalWord("os_type", ClientSystem.class).orElse(WINDOWS);
        }
    }

    private ClientFile() {}

    static String of(VpnServer server, Ipv4 eip) {
        ServerSpec spec = server.spec();
        List<String> lines = new ArrayList<>(List.of(
                "client",
                "dev tun",
                "proto tcp",
                "remote " + eip + " " + spec.port(),
                "resolv-retry infinite",
                "nobind",
                "persist-key",
                "persist-tun",
                "remote-cert-tls server",
                "cipher " + spec.cipher().word(),
                // All of them, the server's first, so that a change of the server's does not strand the file.
                "data-ciphers " + ciphers(spec.cipher()),
                "auth " + digest(spec.cipher()),
                "verb 3"));
        switch (spec.clientAuthType()) {
            case LOCAL_PASSWORD -> lines.add("auth-user-pass");
            case CERT -> {}
        }
        lines.addAll(List.of(
                "reneg-sec 0",
                "# OpenVPN before 2.6 does not know the next but one.",
                "ignore-unknown-option disable-dco",
                "disable-dco",
                "<ca>",
                server.certificate().chain().getLast().strip(),
                "</ca>"));
        switch (spec.clientAuthType()) {
            case LOCAL_PASSWORD -> {}
            case CERT -> lines.addAll(ownCertificate());
        }
        return String.join("\n", lines) + "\n";
    }

    /// The word for what authenticates, which goes with the cipher.
    static String digest(DataCipher cipher) {
        return switch (cipher) {
            case AES_128_GCM -> "SHA256";
            case AES_256_GCM -> "SHA384";
        };
    }

    private static String ciphers(DataCipher first) {
        return Stream.concat(Stream.of(first), Stream.of(DataCipher.values()).filter(other -> other != first))
                .map(DataCipher::word)
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
    }

    private static List<String> ownCertificate() {
        return List.of(
                "# Put the client's certificate and its key here, and take away the marks before the lines.",
                "#<cert>",
                "#-----BEGIN CERTIFICATE-----",
                "#-----END CERTIFICATE-----",
                "#</cert>",
                "#<key>",
                "#-----BEGIN PRIVATE KEY-----",
                "#-----END PRIVATE KEY-----",
                "#</key>");
    }
}
