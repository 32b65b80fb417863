package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncomingTest {

    private static final RequestHead.Framing CHUNKED = new RequestHead.Framing.Chunked();

    @Test
    void readsABodyToItsEndAndNoFurther() throws IOException {
        var client = new Sender("abc", "de.", "NEXT");
        assertThat(read(new RequestHead.Framing.Length(5), client, 5)).isEqualTo("abcde");
        assertThat(client.left).hasSize(1);
        assertThat(client.body.ended()).isTrue();
        assertThat(read(CHUNKED, new Sender("abc", "de", "."), 5)).isEqualTo("abcde");
    }

    @Test
    void asksForNothingIfTheLengthIsTooLarge() {
        var client = new Sender("abcdef.");
        assertRefused(413, new RequestHead.Framing.Length(6), client);
        assertThat(client.left).hasSize(1);
    }

    @Test
    void refusesWhatIsTooLargeTooSlowOrMalformed() {
        assertRefused(413, CHUNKED, new Sender("abcdef."));
        assertRefused(413, CHUNKED, new Sender("abc", "def"));
        assertRefused(408, CHUNKED, new Sender("abc", "?"));
        assertRefused(408, new RequestHead.Framing.Length(5), new Sender("abc", "?"));
        assertRefused(400, CHUNKED, new Sender("abc", "!"));
    }

    @Test
    void endsWhenTheClientIsGone() {
        assertThatThrownBy(() -> read(new RequestHead.Framing.Length(5), new Sender("abc"), 5))
                .isInstanceOf(EOFException.class);
    }

    private static void assertRefused(int status, RequestHead.Framing framing, Sender client) {
        assertThatThrownBy(() -> read(framing, client, 5))
                .isInstanceOfSatisfying(
                        Dispatcher.Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(status));
    }

    private static String read(RequestHead.Framing framing, Sender client, int most) throws IOException {
        var share = new Bodies().share(InetAddress.getLoopbackAddress(), Optional.empty());
        return new String(client.body.read(framing, most, share), US_ASCII);
    }

    /// Sends pieces and goes away. The piece that ends with a dot is the last, an exclamation mark is none, and with a
    /// question mark nothing comes any more.
    private static final class Sender implements Incoming.Client {

        private final Incoming body = new Incoming(this, Duration.ofSeconds(1));
        private final Deque<String> left;

        Sender(String... pieces) {
            this.left = new ArrayDeque<>(List.of(pieces));
        }

        @Override
        public void begins() {}

        @Override
        public void more() {
            body.ask();
            if (left.isEmpty()) {
                body.gone();
                return;
            }
            String piece = left.remove();
            if (!piece.equals("?")) {
                body.take(content(piece));
                body.give();
            }
        }

        @Override
        public void ends() {}

        private static HttpContent content(String piece) {
            var octets = Unpooled.copiedBuffer(piece.replace(".", ""), US_ASCII);
            HttpContent content =
                    piece.endsWith(".") ? new DefaultLastHttpContent(octets) : new DefaultHttpContent(octets);
            if (piece.equals("!")) {
                content.setDecoderResult(DecoderResult.failure(new IllegalArgumentException()));
            }
            return content;
        }
    }
}
