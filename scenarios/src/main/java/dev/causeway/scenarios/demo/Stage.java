package dev.causeway.scenarios.demo;

import dev.causeway.scenarios.cloud.Api;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the audience sees: headings, calls as they could be typed, results, and the table at the end.
final class Stage {

    private static final Path USUAL = Path.of("/var/lib/causeway");

    private final PrintStream out;
    private final String data;
    private final Map<String, String> table = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private int step;

    Stage(PrintStream out, Path data) {
        this.out = out;
        this.data = data.equals(USUAL) ? "" : " --data " + data;
    }

    void heading(String text) {
        step++;
        out.printf(Locale.ROOT, "%n%d. %s   (%.1f s)%n", step, text, seconds());
    }

    /// Shows a call that changes something; questions that only wait are left out.
    void heard(Api.Heard call) {
        if (!call.method().equals("GET")) {
            String body = call.body().isEmpty() ? "" : " '" + call.body() + "'";
            out.printf(
                    Locale.ROOT,
                    "   $ ./causeway api%s %s '%s'%s%n     -> %d in %d ms%n",
                    data,
                    call.method(),
                    call.path(),
                    body,
                    call.reply().status(),
                    call.reply().took().toMillis());
        }
    }

    /// Shows another command as it could be typed.
    void command(String words) {
        out.println("   $ ./causeway " + words.replaceFirst("( |$)", data.replace("\\", "\\\\") + "$1"));
    }

    void say(String text) {
        out.println("   " + text);
    }

    /// Says a result that stands in the closing table too.
    void result(String what, String text) {
        table.put(what, text);
        say(what + ": " + text);
    }

    void close() {
        table.put("all of it took", String.format(Locale.ROOT, "%.1f s", seconds()));
        int width = table.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println();
        table.forEach((what, text) -> out.println("   " + what + " ".repeat(width - what.length()) + "  " + text));
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
