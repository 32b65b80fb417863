package dev.causeway.controller.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The client behind `./causeway api`, `env`, `status`, `project` and `workload`. Arguments are read by
/// hand: a start of some hundred milliseconds matters more here than a library's comfort.
public final class Main {

    private static final int ANSWERED_WITH_ERROR = 1;
    private static final int NOT_DONE = 2;
    private static final int NOT_SAFE = 3;

    private Main() {}

    /// Exits with 0, with 1 when the service refused the call, with 2 when the call could not be made, or
    /// with 3 when a host was drained and something is lost all the same when it goes.
    public static void main(String[] arguments) throws InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status;
        try {
            status = run(List.of(arguments), out);
        } catch (Refusal refusal) {
            System.err.println("causeway: " + refusal.getMessage());
            status = NOT_DONE;
        } catch (IOException e) {
            System.err.println("causeway: " + e);
            status = NOT_DONE;
        }
        System.exit(status);
    }

    static int run(List<String> words, PrintStream out) throws IOException, InterruptedException {
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "call" -> print(Calls.call(read(words, 1), word(words, 2), word(words, 3), body(words, 4)), out);
            case "healthy" -> healthy(word(words, 1), Path.of(word(words, 2))) ? 0 : ANSWERED_WITH_ERROR;
            case "rehearse" -> rehearse(read(words, 1), word(words, 2), out);
            case "env" -> say(Exports.of(read(words, 1)), out);
            case "overview" -> say(Overview.of(read(words, 1)), out);
            case "concerns" -> {
                List<String> concerns = Overview.concerns(read(words, 1));
                concerns.forEach(out::println);
                yield concerns.isEmpty() ? 0 : ANSWERED_WITH_ERROR;
            }
            case "project" -> print(Calls.createProject(read(words, 1), word(words, 2)), out);
            case "host" -> host(read(words, 1), words.subList(2, words.size()), out);
            case "operator-password" -> print(OperatorCalls.setPassword(read(words, 1), System.in), out);
            case "workload" ->
                print(WorkloadCalls.run(read(words, 1), read(words, 2), words.subList(3, words.size())), out);
            default ->
                throw new Refusal(
                        "usage: call | healthy | rehearse | env | overview | concerns | project | operator-password | workload"
                                + " | host");
        };
    }

    /// Goes both ways to the service, for a cache of what the client's starts need.
    private static int rehearse(Credentials credentials, String path, PrintStream out)
            throws IOException, InterruptedException {
        Path caFile = Path.of(credentials.need("ca_file"));
        return healthy(credentials.endpoint().toString(), caFile)
                ? print(Calls.call(credentials, "GET", path, ""), out)
                : ANSWERED_WITH_ERROR;
    }

    private static int host(Credentials operator, List<String> words, PrintStream out)
            throws IOException, InterruptedException {
        return switch (word(words, 0)) {
            case "lost" -> print(HostCalls.lost(operator, word(words, 1)), out);
            case "drain" -> status(HostDrain.run(operator, word(words, 1), true, out));
            case "undrain" -> status(HostDrain.run(operator, word(words, 1), false, out));
            default -> print(HostCalls.list(operator), out);
        };
    }

    private static int status(HostDrain.Outcome outcome) {
        return switch (outcome) {
            case DONE -> 0;
            case NOT_SAFE -> NOT_SAFE;
            case NOT_DONE -> ANSWERED_WITH_ERROR;
        };
    }

    /// Asks the listener of this machine, which may show a certificate for another name alone: that it is the one of
    /// the file is enough.
    private static boolean healthy(String endpoint, Path certificates) throws InterruptedException {
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        return Calls.healthy(URI.create(endpoint), certificates);
    }

    private static int print(Answer answer, PrintStream out) {
        String text = PrettyJson.pretty(answer.body());
        if (!text.isEmpty()) {
            out.println(text);
        }
        if (answer.failed()) {
            System.err.println("causeway: the service answered " + answer.status());
            return ANSWERED_WITH_ERROR;
        }
        return 0;
    }

    private static int say(String text, PrintStream out) {
        out.println(text);
        return 0;
    }

    private static Credentials read(List<String> words, int index) throws IOException {
        return Credentials.read(Path.of(word(words, index)));
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new Refusal("'%s' lacks an argument", words.getFirst());
        }
        return words.get(index);
    }

    private static String body(List<String> words, int index) throws IOException {
        if (index >= words.size()) {
            return "";
        }
        return words.get(index).equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : words.get(index);
    }
}
