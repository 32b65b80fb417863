package dev.causeway.agent.openvpn.management;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Makes sense of the daemon's lines. Those that begin with `>` tell of something that has happened; all others answer
/// the commands, in their order. What is of no known form is passed over, and no line ever shows in a log or an error:
/// passwords are among them.
final class Dialogue {

    private static final String EVENT = ">CLIENT:";
    private static final String VALUE = ">CLIENT:ENV,";
    private static final String END = "END";
    private static final String GONE = "the daemon is gone";

    /// Far more than a daemon says of a client.
    private static final int MOST_VALUES = 1000;

    private final Consumer<ClientEvent> heard;
    private final Deque<Question> questions = new ArrayDeque<>();
    private boolean over;
    private Optional<Beginning> begun = Optional.empty();

    /// An event whose values are still to come.
    private record Beginning(String kind, long client, long key, Map<String, String> values) {}

    /// A command that waits for its answer.
    ///
    /// @param isList whether the answer is lines up to one that says `END`
    private record Question(boolean isList, List<String> lines, CompletableFuture<DaemonAnswer> answer) {}

    Dialogue(Consumer<ClientEvent> heard) {
        this.heard = heard;
    }

    /// Says that a command has been sent.
    synchronized CompletableFuture<DaemonAnswer> asked(boolean isList) {
        var question = new Question(isList, new ArrayList<>(), new CompletableFuture<>());
        if (over) {
            question.answer().completeExceptionally(new ManagementFailed(GONE));
        } else {
            questions.add(question);
        }
        return question.answer();
    }

    synchronized boolean isOwedAnAnswer() {
        return !questions.isEmpty();
    }

    /// Nothing will be answered any more.
    void end() {
        List<Question> open;
        synchronized (this) {
            open = List.copyOf(questions);
            questions.clear();
            over = true;
        }
        open.forEach(question -> question.answer().completeExceptionally(new ManagementFailed(GONE)));
    }

    void line(String line) {
        if (line.startsWith(VALUE)) {
            value(line.substring(VALUE.length()));
        } else if (line.startsWith(EVENT)) {
            begun = beginning(line.substring(EVENT.length()).split(",", -1));
        } else if (!line.startsWith(">")) {
            answer(line);
        }
    }

    private static Optional<Beginning> beginning(String[] words) {
        try {
            return switch (words[0]) {
                case "CONNECT", "REAUTH" ->
                    Optional.of(new Beginning(
                            words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), new HashMap<>()));
                case "ESTABLISHED", "DISCONNECT" ->
                    Optional.of(new Beginning(words[0], Long.parseLong(words[1]), 0, new HashMap<>()));
                default -> Optional.empty();
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private void value(String text) {
        if (begun.isEmpty()) {
            return;
        }
        if (text.equals(END)) {
            Beginning event = begun.get();
            begun = Optional.empty();
            heard.accept(event(event, new ClientEnvironment(event.values())));
            return;
        }
        int equals = text.indexOf('=');
        if (equals > 0 && begun.get().values().size() < MOST_VALUES) {
            begun.get().values().put(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    private static ClientEvent event(Beginning of, ClientEnvironment environment) {
        return switch (of.kind()) {
            case "CONNECT" -> new ClientEvent.Connect(of.client(), of.key(), environment);
            case "REAUTH" -> new ClientEvent.Reauthenticate(of.client(), of.key(), environment);
            case "ESTABLISHED" -> new ClientEvent.Established(of.client(), environment);
            default -> new ClientEvent.Disconnect(of.client(), environment);
        };
    }

    private void answer(String line) {
        boolean failed = line.startsWith("ERROR:");
        Question answered;
        synchronized (this) {
            Question first = questions.peek();
            if (first == null) {
                return;
            }
            if (!failed && !(first.isList() ? line.equals(END) : line.startsWith("SUCCESS:"))) {
                first.lines().add(line);
                return;
            }
            answered = questions.remove();
        }
        answered.answer().complete(new DaemonAnswer(!failed, failed ? List.of() : answered.lines()));
    }
}
