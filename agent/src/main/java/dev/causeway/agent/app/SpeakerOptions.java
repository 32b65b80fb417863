package dev.causeway.agent.app;

import dev.causeway.agent.routing.SpeakerTimers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How soon BGP notices that a customer gateway is silent.
final class SpeakerOptions {

    private static final Pattern PAIR = Pattern.compile("(\\d{1,5}),(\\d{1,5})");

    private int[] timers = {10, 30};
    private Optional<SpeakerTimers.Detection> detection = SpeakerTimers.USUAL.detection();

    @Option(
            names = "--bgp-timers",
            paramLabel = "KEEPALIVE,HOLD",
            description = "Seconds between two signs of life, and of silence that end a BGP session; by default 10,30.")
    void setTimers(String text) {
        int[] pair = pair(text);
        if (pair[0] < 1 || pair[1] < 3 * pair[0] || pair[1] > 65535) {
            throw new TypeConversionException("takes two numbers of seconds, of which the second is three times the"
                    + " first at least, such as 10,30, not '" + text + "'");
        }
        timers = pair;
    }

    @Option(
            names = "--bfd",
            paramLabel = "MULTIPLIER,MILLISECONDS",
            description = "How many packets of BFD may be missing, and how far apart they are; by default 3,300; 0 for"
                    + " none of it.")
    void setDetection(String text) {
        if (text.equals("0")) {
            detection = Optional.empty();
            return;
        }
        int[] pair = pair(text);
        if (pair[0] < 2 || pair[0] > 255 || pair[1] < 10 || pair[1] > 60000) {
            throw new TypeConversionException("takes a number from 2 to 255 and one of milliseconds from 10 to 60000,"
                    + " such as 3,300, or 0, not '" + text + "'");
        }
        detection = Optional.of(new SpeakerTimers.Detection(pair[0], pair[1]));
    }

    private static int[] pair(String text) {
        Matcher parts = PAIR.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("takes two numbers with a comma between them, not '" + text + "'");
        }
        return new int[] {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))};
    }

    SpeakerTimers timers() {
        return new SpeakerTimers(timers[0], timers[1], detection);
    }
}
