package dev.causeway.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCommandsTest {

    private final SystemCommands commands = new SystemCommands();

    @TempDir
    private Path folder;

    @Test
    void returnsWhatAProgramPrints() {
        assertThat(commands.run(Command.of("cat").withInput("grüße\n"))).isEqualTo("grüße\n");
    }

    @Test
    void givesProgramsAnEnvironmentOfTheirOwn() {
        assertThat(commands.run("env").lines())
                .containsExactlyInAnyOrder("LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void namesTheCommandAndItsOutputWhenItFails() {
        assertThatThrownBy(() -> commands.run("ls", "/does-not-exist"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("ls /does-not-exist: exit status 2: ")
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void saysWhichProgramIsMissing() {
        assertThatThrownBy(() -> commands.run("no-such-program"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void endsAProgramThatTakesTooLong() {
        Command endless = Command.of("sleep", "60").withPatience(Duration.ofMillis(50));
        assertThatThrownBy(() -> commands.run(endless))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no end within");
    }

    @Test
    void readsMoreThanAPipeHolds() {
        assertThat(commands.run("head", "-c", "300000", "/dev/zero")).hasSize(300_000);
    }

    @Test
    void startsAProgramThatGoesOnByItself() throws IOException {
        Path output = folder.resolve("out");
        ProcessHandle process = commands.start(
                Command.of("sh", "-c", "echo $GREETING; ps -o sid= -p $$; echo $$"),
                Map.of("GREETING", "hello"),
                output);
        Awaitility.await().until(() -> Files.readAllLines(output).size() == 3);
        assertThat(Files.readAllLines(output).stream().map(String::strip))
                .containsExactly("hello", Long.toString(process.pid()), Long.toString(process.pid()));
    }

    @Test
    void writesAFileForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("a/b/document.json");
        AtomicFile.write(file, "one");
        AtomicFile.write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
    }
}
