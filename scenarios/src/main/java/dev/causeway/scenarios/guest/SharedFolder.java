package dev.causeway.scenarios.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/// The folder that host and guest share: what the guest does at boot, and commands with their answers. A command `N.do`
/// is answered by `N.out` and then `N.status`.
record SharedFolder(Path folder) {

    static SharedFolder make(Path folder, Map<String, String> settings, String setUp) {
        try (InputStream init = Guest.class.getResourceAsStream("init.sh")) {
            Files.createDirectories(folder);
            Files.copy(init, folder.resolve("init.sh"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve("settings"), assignments(settings));
            Files.writeString(folder.resolve("set-up.sh"), setUp);
            return new SharedFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String assignments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(one -> one.getKey() + "='" + one.getValue().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining());
    }

    void ask(int number, String line) {
        try {
            Path written = Files.writeString(folder.resolve("do.new"), line + "\n");
            Files.move(written, folder.resolve(number + ".do"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String answer(int number, String line) {
        String out = read(number + ".out");
        String status = read(number + ".status").strip();
        if (!status.equals("0")) {
            throw new IllegalStateException("in the guest, `%s` ended with %s: %s".formatted(line, status, out));
        }
        return out;
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
