package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingTest {

    private static final Incoming.Progress NOBODY = new Incoming.Progress() {

        @Override
        public void begins() {}

        @Override
        public void ends() {}
    };

    @Test
    void readsABodyToItsEndAndNoFurther() throws IOException {
        var in = input("abcdeNEXT", false);
        assertThat(read(new RequestHead.Framing.Length(5), in, 5)).isEqualTo("abcde");
        assertThat(in.need()).isEqualTo('N');
        var chunks = input("3\r\nabc\r\n02;x=y\r\nde\r\n0\r\nA: b\r\n\r\nNEXT", false);
        assertThat(read(new RequestHead.Framing.Chunked(), chunks, 5)).isEqualTo("abcde");
        assertThat(chunks.need()).isEqualTo('N');
    }

    @Test
    void refusesWhatIsTooLargeOrTooSlow() throws IOException {
        assertRefused(413, new RequestHead.Framing.Length(6), "abcdef", false);
        assertRefused(413, new RequestHead.Framing.Chunked(), "6\r\nabcdef\r\n0\r\n\r\n", false);
        assertRefused(413, new RequestHead.Framing.Chunked(), "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", false);
        assertRefused(408, new RequestHead.Framing.Length(5), "abc", true);
        assertRefused(408, new RequestHead.Framing.Chunked(), "5\r\nabc", true);
        assertThatThrownBy(() -> read(new RequestHead.Framing.Length(5), input("abc", false), 5))
                .isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "g\r\n", "-1\r\n", "+1\r\na", "0x1\r\na", "ffffffff\r\n", "1\r\nab\r\n", "1\na"})
    void refusesChunksThatAreNone(String chunks) throws IOException {
        assertRefused(400, new RequestHead.Framing.Chunked(), chunks, false);
    }

    private static void assertRefused(int status, RequestHead.Framing framing, String sent, boolean thenSilent)
            throws IOException {
        var in = input(sent, thenSilent);
        assertThatThrownBy(() -> read(framing, in, 5))
                .isInstanceOfSatisfying(
                        Dispatcher.Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(status));
    }

    private static String read(RequestHead.Framing framing, Input in, int most) throws IOException {
        var share = new Bodies().share(InetAddress.getLoopbackAddress(), Optional.empty());
        return new String(new Incoming(framing, in, NOBODY).read(most, share), StandardCharsets.US_ASCII);
    }

    private static Input input(String sent, boolean thenSilent) throws IOException {
        InputStream octets = new ByteArrayInputStream(sent.getBytes(StandardCharsets.US_ASCII));
        var in = new Input(new Client(thenSilent ? new SequenceInputStream(octets, new Silence()) : octets));
        in.expectWithin(Duration.ofMinutes(1));
        return in;
    }

    private static final class Client extends Socket {

        private final InputStream octets;

        Client(InputStream octets) {
            this.octets = octets;
        }

        @Override
        public InputStream getInputStream() {
            return octets;
        }

        @Override
        public void setSoTimeout(int milliseconds) {}
    }

    private static final class Silence extends InputStream {

        @Override
        public int read() throws IOException {
            throw new SocketTimeoutException("nothing comes");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }
}
