package dev.causeway.controller.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ApiClientTest {

    @Test
    @Timeout(60)
    void anAnswerThatStopsAfterItsHeadersIsGivenUp() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            call.sendResponseHeaders(200, 100);
            call.getResponseBody().flush();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            var client = new ApiClient(url, Optional.empty(), Duration.ofMillis(300));
            assertThatThrownBy(() -> client.get("/healthz"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("does not answer to the end");
        } finally {
            server.stop(0);
        }
    }
}
