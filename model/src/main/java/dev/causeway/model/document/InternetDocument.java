package dev.causeway.model.document;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Optional;
import java.util.UUID;

/// The segment that EIPs lie on. The `local` provider simulates it with a namespace and a bridge.
///
/// @param segment the addresses of all EIPs, such as `203.0.113.0/24`
/// @param router the address in it that leads to the rest of the internet
public record InternetDocument(long generation, boolean wanted, Prefix segment, Ipv4 router, Optional<UUID> edition)
        implements Document {

    public static final DocumentKey KEY = new DocumentKey(DocumentKind.INTERNET, "internet");

    public InternetDocument(long generation, boolean wanted, Prefix segment, Ipv4 router) {
        this(generation, wanted, segment, router, Optional.empty());
    }

    @Override
    public DocumentKey key() {
        return KEY;
    }

    @Override
    public InternetDocument withdrawn() {
        return new InternetDocument(generation, false, segment, router, edition);
    }

    @Override
    public InternetDocument in(UUID drawn) {
        return new InternetDocument(generation, wanted, segment, router, Optional.of(drawn));
    }
}
