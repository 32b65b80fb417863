package dev.causeway.controller.clienttoken;

import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Call;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A call that says by a token that it is to be done once.
///
/// @param request the fingerprint of its path and its token
/// @param body the fingerprint of its body
@SuppressWarnings("ArrayRecordComponent") // never compared
record TokenClaim(ProjectId project, byte[] request, byte[] body, Instant at) {

    private static final String FORM = "must be one UUID of 36 letters, digits and hyphens";

    /// Nothing, if the call has no token.
    ///
    /// @throws InvalidInput if it has one that is none
    static Optional<TokenClaim> of(Call call, Vault vault, Instant now) {
        return token(call).map(token -> {
            ProjectId project = call.project();
            byte[] words = (call.rawPath() + "\n" + token).getBytes(StandardCharsets.UTF_8);
            byte[] request = vault.fingerprint(words, "client-token/request/" + project);
            return new TokenClaim(
                    project, request, vault.fingerprint(call.content().bytes(), name("body", request)), now);
        });
    }

    private static Optional<String> token(Call call) {
        List<String> given = call.headerAll(ClientTokens.TOKEN);
        if (given.size() > 1) {
            throw InvalidInput.at(ClientTokens.TOKEN.name(), FORM);
        }
        return given.stream().findFirst();
    }

    /// Reads a token.
    ///
    /// @throws InvalidInput if it is none
    static String token(String text) {
        if (!ResourceId.FORM.matcher(text).matches()) {
            throw new InvalidInput(FORM);
        }
        return text;
    }

    /// Of the two that were made of one token the later one must be the same request.
    ///
    /// @param before the fingerprint of the earlier one's body
    void requireSame(byte[] before) {
        if (!MessageDigest.isEqual(before, body)) {
            throw InvalidInput.at(
                    ClientTokens.TOKEN.name(),
                    "was sent with another body before; another request needs another token");
        }
    }

    /// Whether it is one of the few that do what is dear and need not be done by all: one of 32, by chance.
    boolean isOneOfMany() {
        return request[0] % 32 == 0;
    }

    /// What the answer is sealed as.
    String answerContext() {
        return name("answer", request);
    }

    private static String name(String what, byte[] request) {
        return "client-token/" + what + "/" + HexFormat.of().formatHex(request);
    }
}
