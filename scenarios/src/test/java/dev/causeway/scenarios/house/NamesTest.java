package dev.causeway.scenarios.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No two different things have one name, not even in another spelling.
class NamesTest {

    /// Each program begins somewhere.
    private static final Set<String> ALLOWED = Set.of("main", "maintest");

    /// The same thing, seen from another package.
    private static final Set<String> OF_PACKAGES = Set.of("access", "agent", "host", "monitor", "tag");

    private static final Path PROJECT =
            Path.of(System.getProperty("user.dir")).resolveSibling("pom.xml").getParent();

    /// A type by itself, and its package.
    private record Type(String name, String inPackage) {

        String key() {
            return name.toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return inPackage + "." + name;
        }
    }

    @Test
    void areGivenToOneTypeEach() throws IOException {
        Map<String, TreeSet<String>> byName = types().stream()
                .collect(groupingBy(Type::key, TreeMap::new, mapping(Type::toString, toCollection(TreeSet::new))));
        assertThat(byName.entrySet())
                .filteredOn(entry -> !ALLOWED.contains(entry.getKey()))
                .filteredOn(entry -> entry.getValue().size() > 1)
                .isEmpty();
    }

    /// What is called like a package is what that is about, and lies there.
    @Test
    void ofPackagesAreThoseOfTypesInThem() throws IOException {
        List<Type> types = types();
        Map<String, TreeSet<String>> packages = types.stream()
                .map(Type::inPackage)
                .distinct()
                .collect(groupingBy(NamesTest::last, TreeMap::new, toCollection(TreeSet::new)));
        assertThat(types)
                .filteredOn(type -> packages.containsKey(type.key()) && !OF_PACKAGES.contains(type.key()))
                .filteredOn(type -> !packages.get(type.key()).contains(type.inPackage()))
                .isEmpty();
    }

    private static String last(String packageName) {
        return packageName.substring(packageName.lastIndexOf('.') + 1);
    }

    private static List<Type> types() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.flatMap(module -> Stream.of("main", "test")
                            .map(kind -> module.resolve("src").resolve(kind).resolve("java")))
                    .filter(Files::isDirectory)
                    .map(NamesTest::typesIn)
                    .flatMap(Collection::stream)
                    .toList();
        }
    }

    private static List<Type> typesIn(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(sources::relativize)
                    .map(NamesTest::type)
                    .filter(type -> !type.name().equals("package-info"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Type type(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        return new Type(name, file.getParent().toString().replace('/', '.'));
    }
}
