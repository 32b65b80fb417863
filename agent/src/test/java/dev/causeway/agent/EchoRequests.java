package dev.causeway.agent;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.CommandFailed;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Echo requests at a steady rate.
public final class EchoRequests {

    private static final Pattern ANSWER = Pattern.compile("icmp_seq=(\\d+) ttl=");

    private EchoRequests() {}

    /// How many of `count` echo requests are not answered.
    public static int lost(RealHost host, Namespace from, String to, int count, double interval) {
        // With a deadline ping goes on until enough were answered, and so does not miss a late answer to the last ones.
        // Where nothing is lost it ends by itself, however slowly it comes to send.
        long deadline = (long) Math.ceil(5 * count * interval) + 10;
        var ping = Namespaces.inside(from, "ping", "-n", "-c", "" + count, "-i", "" + interval, "-w", "" + deadline, to)
                .withPatience(Duration.ofSeconds(deadline + 20));
        String output;
        try {
            output = host.commands().run(ping);
        } catch (CommandFailed e) {
            output = String.valueOf(e.getMessage());
        }
        if (!output.contains(" packets transmitted")) {
            throw new AssertionError(output);
        }
        Set<Integer> answered = ANSWER.matcher(output)
                .results()
                .map(answer -> Integer.valueOf(answer.group(1)))
                .filter(number -> number <= count)
                .collect(Collectors.toSet());
        return count - answered.size();
    }
}
