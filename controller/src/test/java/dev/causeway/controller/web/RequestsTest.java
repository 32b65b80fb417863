package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

    private static final String HEAD = "POST /a?b=c HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    private final Requests requests = new Requests(_ -> {});
    private final EmbeddedChannel channel = new EmbeddedChannel(requests);

    @AfterEach
    void close() {
        channel.close().syncUninterruptibly();
    }

    @Test
    void goesNoFurtherThanSomebodyWants() throws Exception {
        send(CHUNKED + "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n" + HEAD + "\r\n");
        assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/a?b=c");
        assertThat(channel.<Object>readInbound()).isNull();
        requests.goOn();
        assertThat(text()).isEqualTo("abc");
        assertThat(channel.<Object>readInbound()).isNull();
        assertThat(requests.waiting()).isEqualTo(HEAD.length() + 2);
        requests.goOn();
        assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/a?b=c");
    }

    @Test
    void keepsTheOctetsOfAHeader() throws RequestHead.Malformed {
        send(HEAD + "X-Name: \u00e9\u0080\u00ff \r\nX-NAME:b\r\nX-Long: c\r\n  d\r\n\r\n");
        var head = RequestHead.of(channel.readInbound());
        assertThat(head.headers()).containsEntry("x-name", List.of("\u00e9\u0080\u00ff", "b"));
        assertThat(head.headers()).containsEntry("x-long", List.of("c d"));
        assertThat(head.path() + " " + head.query()).isEqualTo("/a b=c");
        assertThat(head.framing()).isEqualTo(new RequestHead.Framing.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
                "GET /\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nb c: d\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nb : c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nb: c\u0000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nb: c\u0001\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nb: c\rd\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n",
                "G\u00e9T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0000GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"
            })
    void refusesWhatCouldBeReadInTwoWays(String head) {
        send(head);
        HttpRequest request = channel.readInbound();
        assertThatThrownBy(() -> RequestHead.of(request)).isInstanceOf(RequestHead.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "g\r\n",
                "-1\r\n",
                "+1\r\na",
                "0x1\r\na",
                "ffffffff\r\n",
                "1\r\nab\r\n",
                "1\na",
                "1;a\nb\r\nc\r\n",
                "1\r\na\n1",
                "0\r\n\n",
                "0\r\nb c: d\r\n\r\n"
            })
    void refusesChunksThatAreNone(String chunks) throws Exception {
        send(CHUNKED + chunks);
        requests.goOn();
        assertThat(channel.<Object>readInbound()).isInstanceOf(HttpRequest.class);
        boolean failed = false;
        for (HttpContent content = channel.readInbound(); content != null; content = channel.readInbound()) {
            failed |= content.decoderResult().isFailure();
        }
        assertThat(failed).isTrue();
    }

    private String text() {
        var text = new StringBuilder();
        for (HttpContent content = channel.readInbound(); ; content = channel.readInbound()) {
            text.append(content.content().toString(ISO_8859_1));
            if (content instanceof LastHttpContent) {
                return text.toString();
            }
        }
    }

    private void send(String octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets, ISO_8859_1));
    }
}
