package dev.causeway.controller.app;

import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.databind.node.ObjectNode;

/// The files by which people on this machine learn how to call the controller.
final class CredentialFiles {

    private final Path folder;
    private final String endpoint;

    CredentialFiles(Path folder, String endpoint) {
        this.folder = folder;
        this.endpoint = endpoint;
    }

    void write(TenantCredentials tenant, TenantCredentials operator) {
        writeSecret("credentials.json", Json.write(tenant));
        writeSecret("operator.json", Json.write(operator));
    }

    /// The port may be another one than at the start that wrote the files.
    void renew() {
        renew("credentials.json");
        renew("operator.json");
    }

    void writeToken(String token) {
        writeSecret("enrolment-token", token.getBytes(StandardCharsets.UTF_8));
    }

    /// What clients of both listeners trust.
    void writeAuthorities(Path own, String agentAuthority) {
        try {
            write(
                    folder.resolve("ca.pem"),
                    (Files.readString(own) + agentAuthority).getBytes(StandardCharsets.UTF_8),
                    "rw-r--r--");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void renew(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)
                    && Json.read(Files.readAllBytes(file)) instanceof ObjectNode all
                    && !endpoint.equals(all.path("endpoint").asString(""))) {
                all.put("endpoint", endpoint);
                writeSecret(name, Json.write(all));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeSecret(String name, byte[] content) {
        write(folder.resolve(name), content, "rw-------");
    }

    /// Writes beside and moves, so that nobody reads half a file.
    private static void write(Path file, byte[] content, String permissions) {
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside, content, StandardOpenOption.SYNC);
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(permissions));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
