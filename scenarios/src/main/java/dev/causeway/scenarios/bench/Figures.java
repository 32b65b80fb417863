package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.JsonText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All that was measured, for people as a table and for programs as JSON.
final class Figures {

    private final PrintStream out;
    private final List<Figure> all = new ArrayList<>();

    Figures(PrintStream out) {
        this.out = out;
    }

    /// One measured value.
    ///
    /// @param byHand the same without the service; not a number where there is no such thing
    record Figure(String what, String unit, double value, double byHand, Target target) {

        private String row() {
            String hand = Double.isNaN(byHand) ? "" : String.format(Locale.ROOT, "%.1f", byHand);
            return line(what, String.format(Locale.ROOT, "%.1f", value), hand, unit, target.words(), verdict());
        }

        private String verdict() {
            return target.met(value).map(met -> met ? "met" : "MISSED").orElse("");
        }
    }

    void add(String what, String unit, double value) {
        add(what, unit, value, Target.none());
    }

    void add(String what, String unit, double value, Target target) {
        add(what, unit, value, Double.NaN, target);
    }

    void add(String what, String unit, double value, double byHand, Target target) {
        all.add(new Figure(what, unit, value, byHand, target));
        out.println(all.getLast().row());
    }

    /// Tells what is being measured now.
    void progress(String what) {
        out.println("... " + what);
    }

    void printTable() {
        out.println();
        out.println(line("what", "Causeway", "by hand", "unit", "target", ""));
        all.forEach(figure -> out.println(figure.row()));
    }

    void write(Path file) {
        var rows = all.stream()
                .map(figure -> new Row(
                        figure.what(),
                        figure.unit(),
                        figure.value(),
                        Double.isNaN(figure.byHand()) ? null : figure.byHand(),
                        figure.target().words(),
                        figure.target().met(figure.value()).orElse(null)))
                .toList();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JsonText.write(rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String what, String value, String byHand, String unit, String target, String verdict) {
        return String.format(Locale.ROOT, "%-72s %10s %10s %-7s %-7s %s", what, value, byHand, unit, target, verdict)
                .stripTrailing();
    }

    private record Row(String what, String unit, double causeway, Double byHand, String target, Boolean met) {}
}
