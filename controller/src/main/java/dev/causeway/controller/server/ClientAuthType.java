package dev.causeway.controller.server;

import dev.causeway.model.ApiWord;
import dev.causeway.model.document.ClientServer;

/// How clients show who they are.
public enum ClientAuthType implements ApiWord {
    CERT,
    LOCAL_PASSWORD;

    @Override
    public String word() {
        return name();
    }

    ClientServer.Showing showing() {
        return switch (this) {
            case CERT -> ClientServer.Showing.CERTIFICATE;
            case LOCAL_PASSWORD -> ClientServer.Showing.PASSWORD;
        };
    }
}
