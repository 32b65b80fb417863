package dev.causeway.controller.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Lets the system's `curl` carry calls, in a twentieth of the time that a young JVM takes for a TLS handshake.
///
/// What is to be sent goes to its standard input: arguments of a process are for everybody on the machine to see.
final class Curl implements Carrier {

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");
    private static final Pattern HEADER = Pattern.compile("[ -~]*");

    /// Of a line of its configuration, curl 7 reads so many octets; some are for escapes and the option's name.
    private static final int LONGEST_BODY = 40_000;

    private static final int NO_SUCH_HOST = 6;
    private static final int NOT_CONNECTED = 7;
    private static final int TIMED_OUT = 28;

    private final Path program;
    private final URI endpoint;
    private final Path caFile;
    private final Duration patience;

    /// @param caFile the only certificates to trust
    Curl(Path program, URI endpoint, Path caFile, Duration patience) {
        this.program = program;
        this.endpoint = endpoint;
        this.caFile = caFile;
        this.patience = patience;
    }

    /// Whether the program is there and can be told exactly what to send.
    static boolean takes(Path program, OutgoingCall call) {
        return Files.isExecutable(program)
                && METHOD.matcher(call.method()).matches()
                && call.headers().values().stream()
                        .allMatch(value -> HEADER.matcher(value).matches())
                && call.body().indexOf('\0') < 0
                && call.content().length <= LONGEST_BODY;
    }

    @Override
    public Answer carry(OutgoingCall call) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(program.toString(), "-q", "--config", "-");
        builder.environment().clear(); // proxies, authorities and key logs of whoever calls are not meant for this
        Process curl = builder.start();
        try {
            try (var input = curl.getOutputStream()) {
                input.write(configuration(call).getBytes(StandardCharsets.UTF_8));
            }
            String output = text(curl.getInputStream());
            String errors = text(curl.getErrorStream());
            return answer(call, curl.waitFor(), output, errors);
        } finally {
            curl.destroy();
        }
    }

    private String configuration(OutgoingCall call) {
        var lines = new StringJoiner("\n", "", "\n")
                .add("silent")
                .add("show-error")
                .add("http1.1")
                .add("globoff")
                .add("path-as-is")
                .add(option("connect-timeout", seconds(TO_BE_HEARD)))
                .add(option("max-time", seconds(patience)))
                .add(option("cacert", caFile.toString()))
                .add(option("capath", "/dev/null")) // else the machine's authorities would be trusted too
                .add(option("write-out", "\\n%{http_code} %{time_pretransfer}"))
                .add(option("request", call.method()))
                .add(option("url", call.target().toASCIIString()));
        if (call.method().equals("HEAD")) {
            lines.add("head");
        }
        call.headers().forEach((name, value) -> lines.add(option("header", name + ": " + value)));
        if (!call.body().isEmpty()) {
            lines.add(option("data-raw", call.body()));
        }
        return lines.toString();
    }

    private static String option(String name, String value) {
        return name + " = \""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "\"";
    }

    private static String seconds(Duration time) {
        return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    /// The output ends with a line that has the status and when the service was reached, 0 for never.
    private Answer answer(OutgoingCall call, int ended, String output, String errors) {
        int line = output.lastIndexOf('\n');
        return switch (ended) {
            case 0 -> {
                String body = call.method().equals("HEAD") ? "" : output.substring(0, line);
                yield new Answer(Integer.parseInt(output, line + 1, line + 4, 10), body);
            }
            case NO_SUCH_HOST, NOT_CONNECTED -> throw Refusal.nothingAnswers(endpoint);
            case TIMED_OUT ->
                throw output.endsWith(" 0.000000")
                        ? Refusal.nothingAnswers(endpoint)
                        : Refusal.noEnd(endpoint, patience);
            default ->
                throw new Refusal("%s: %s", endpoint, errors.lines().findFirst().orElse("curl ended with " + ended));
        };
    }
}
