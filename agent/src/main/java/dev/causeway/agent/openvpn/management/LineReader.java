package dev.causeway.agent.openvpn.management;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts what comes over a socket into lines. Of one that is too long nothing is kept.
final class LineReader {

    /// Bytes; the daemon itself writes at most a few thousand.
    static final int LONGEST = 1 << 16;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    LineReader(Consumer<String> lines) {
        this.lines = lines;
    }

    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                end();
            } else if (line.size() < LONGEST) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        boolean whole = !tooLong;
        line.reset();
        tooLong = false;
        if (whole) {
            lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
