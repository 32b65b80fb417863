package dev.causeway.controller.console;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The console's files, all in memory and ready to be sent. Nothing else is ever served: a path is looked up among
/// their names, and never in a file system.
final class ConsoleFiles {

    private static final String FOLDER = "console";
    private static final String PAGE = "index.html";

    /// What the build has compressed lies beside the file that it is of, and is not a file of its own.
    private static final String BROTLI = ".br";

    private final Map<String, ReadyFile> files;

    private ConsoleFiles(Map<String, ReadyFile> files) {
        this.files = Map.copyOf(files);
    }

    /// Those that a class path has below `console/`: none if the console is not there.
    static ConsoleFiles of(ClassLoader path) {
        URL page = path.getResource(FOLDER + "/" + PAGE);
        if (page == null) {
            return new ConsoleFiles(Map.of());
        }
        try {
            return page.openConnection() instanceof JarURLConnection jar
                    ? inJar(Path.of(jar.getJarFileURL().toURI()))
                    : below(Path.of(page.toURI()).getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConsoleFiles inJar(Path jar) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            return below(inside.getPath(FOLDER));
        }
    }

    /// All below a folder.
    static ConsoleFiles below(Path folder) throws IOException {
        Map<String, byte[]> octets = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                octets.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return new ConsoleFiles(octets.keySet().stream()
                .filter(name -> !name.endsWith(BROTLI))
                .collect(toMap(identity(), name -> ready(name, octets))));
    }

    private static ReadyFile ready(String name, Map<String, byte[]> octets) {
        return ReadyFile.of(name, octets.get(name), Optional.ofNullable(octets.get(name + BROTLI)));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /// `GET /console/{file*}`: a file by its name. A path without a dot is an address within the page.
    Reply answer(Call call) {
        String path = call.path("file");
        ReadyFile file = files.get(path.contains(".") ? path : PAGE);
        if (file == null) {
            throw new NotFound(files.isEmpty() ? "this build has no console" : "the console has no such file");
        }
        return file.answer(call);
    }
}
