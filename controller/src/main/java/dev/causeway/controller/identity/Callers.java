package dev.causeway.controller.identity;

import dev.causeway.controller.web.Admission;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Content;
import dev.causeway.controller.web.Parameter;
import dev.causeway.model.Forbidden;
import dev.causeway.model.ProjectId;
import dev.causeway.model.Unauthenticated;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Knows callers by a token or by the signature of the call.
final class Callers implements Authenticator {

    static final Duration SKEW = Duration.ofMinutes(15);

    private final KnownCallers known;
    private final Clock clock;

    Callers(KnownCallers known, Clock clock) {
        this.known = known;
        this.clock = clock;
    }

    @Override
    public Admission admit(Call head) {
        Optional<String> token = head.header("X-Auth-Token");
        return token.isPresent() ? Admission.sure(byToken(token.get())) : bySignature(head);
    }

    private Caller byToken(String token) {
        byte[] digest = RandomTexts.digest(token);
        Token found = known.token(digest, clock.instant())
                .orElseThrow(() -> new Unauthenticated("the token is unknown or expired"));
        return caller(found.account(), found.project().map(Set::of).orElseGet(Set::of), found.project());
    }

    private Admission bySignature(Call call) {
        Authorization authorization = Authorization.parse(call.header("Authorization")
                .orElseThrow(() -> new Unauthenticated("the call has neither X-Auth-Token nor Authorization")));
        String date = checkDate(call, authorization);
        SigningKey key = known.key(authorization.accessKey())
                .orElseThrow(() -> new Unauthenticated("the access key or the signature is wrong"));
        return new Admission(
                caller(key.account(), Set.copyOf(key.projects()), scope(call, key.projects())),
                Optional.of(new Admission.Proof(
                        authorization.accessKey(), body -> check(call, body, authorization, date, key))));
    }

    private void check(Call call, Content body, Authorization authorization, String date, SigningKey key) {
        var request =
                new Signature.Request(call.method(), call.rawPath(), call.rawQuery(), call.headers(), body.bytes());
        List<byte[]> expected = Signature.compute(request, authorization.signedHeaders(), date, key.secret());
        if (!authorization.bears(expected) || !Signature.digestHolds(request)) {
            throw new Unauthenticated("the access key or the signature is wrong");
        }
    }

    /// The project of a call that has none in its path, by credentials for several: the one in the header, or else the
    /// user's first.
    static Optional<ProjectId> scope(Call call, List<ProjectId> projects) {
        Optional<String> named = call.header(Parameter.PROJECT.name()).filter(header -> !header.isEmpty());
        if (named.isEmpty()) {
            return projects.stream().findFirst();
        }
        return Optional.of(projects.stream()
                .filter(project -> project.value().equals(named.get()))
                .findFirst()
                .orElseThrow(() -> new Forbidden("the project in X-Project-Id is not one of the caller's")));
    }

    static Caller caller(Account account, Set<ProjectId> projects, Optional<ProjectId> scope) {
        return account.domain()
                .<Caller>map(domain -> new Caller.User(account.id(), account.name(), domain.id(), projects, scope))
                .orElseGet(() -> new Caller.Operator(account.name()));
    }

    /// A signature must cover its own date, and that must be near.
    private String checkDate(Call call, Authorization authorization) {
        String date = call.header(Signature.DATE_HEADER).orElse("");
        if (!authorization.signedHeaders().contains(Signature.DATE_HEADER)) {
            throw new Unauthenticated("the signature does not cover X-Sdk-Date");
        }
        Instant signed;
        try {
            signed = Signature.instant(date);
        } catch (DateTimeException _) {
            throw new Unauthenticated("X-Sdk-Date is not a time such as 20260102T030405Z");
        }
        Instant now = clock.instant();
        if (Duration.between(signed, now).abs().compareTo(SKEW) > 0) {
            throw new Unauthenticated(
                    "the clocks are more than 15 minutes apart: X-Sdk-Date is %s, and here it is %s",
                    Signature.DATE.format(signed), Signature.DATE.format(now));
        }
        return date;
    }
}
