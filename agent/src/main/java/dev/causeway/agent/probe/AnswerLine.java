package dev.causeway.agent.probe;

import dev.causeway.model.Ipv4;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An answer, as `fping` prints it: `10.9.0.1  : [4], 64 bytes, 0.042 ms (0.033 avg, 20% loss)`.
///
/// @param number of the request among those that this run of the program sent to the address, from 0
/// @param micros how long the answer took
record AnswerLine(Ipv4 from, int number, int micros) {

    private static final Pattern FORM =
            Pattern.compile("([0-9.]{7,15}) *: \\[(\\d{1,9})\\], \\d+ bytes, (\\d{1,6}(?:\\.\\d{1,6})?) ms .*");

    /// Nothing if the line says anything else: that no answer came is known without it.
    static Optional<AnswerLine> read(String line) {
        return Optional.of(FORM.matcher(line)).filter(Matcher::matches).map(AnswerLine::of);
    }

    private static AnswerLine of(Matcher words) {
        int micros = new BigDecimal(words.group(3)).movePointRight(3).intValue();
        return new AnswerLine(Ipv4.parse(words.group(1)), Integer.parseInt(words.group(2)), micros);
    }
}
