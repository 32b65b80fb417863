package dev.causeway.controller.server;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.DataCipher;
import dev.causeway.model.InvalidInput;
import java.util.Optional;

/// The part of a request that says how packets to and from clients are carried. What is absent is usual, or stays.
record SslOptions(Optional<Integer> port, Optional<DataCipher> cipher, Optional<Boolean> compressed) {

    static final SslOptions USUAL = new SslOptions(Optional.empty(), Optional.empty(), Optional.empty());

    static final int USUAL_PORT = 443;
    private static final int OTHER_PORT = 1194;

    private enum Protocol implements ApiWord {
        TCP;

        @Override
        public String word() {
            return name();
        }
    }

    static Optional<SslOptions> read(JsonReader in) {
        return in.optionalObject("ssl_options", SslOptions::readInner);
    }

    private static SslOptions readInner(JsonReader in) {
        in.optionalWord("protocol", Protocol.class);
        return new SslOptions(
                in.optionalInt("port", 1, 65_535).flatMap(port -> in.check("port", () -> oneOfTwo(port))),
                in.optionalWord("encryption_algorithm", DataCipher.class),
                in.optionalBoolean("is_compressed"));
    }

    private static int oneOfTwo(int port) {
        if (port != USUAL_PORT && port != OTHER_PORT) {
            throw new InvalidInput("must be %d or %d", USUAL_PORT, OTHER_PORT);
        }
        return port;
    }
}
