package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Ipv4;
import java.util.Optional;

/// What a request says of an identity, which is the address of its end unless the tenant chose another.
sealed interface IdentityChange {

    /// Nothing: it stays as it is.
    record Kept() implements IdentityChange {}

    /// It shall be the address of its end, whatever that becomes.
    record Derived() implements IdentityChange {}

    /// It shall be this one.
    record Chosen(Ipv4 address) implements IdentityChange {}

    static IdentityChange read(JsonReader in, String name) {
        if (in.isNull(name)) {
            return new Derived();
        }
        return in.optional(name, Ipv4::parse).<IdentityChange>map(Chosen::new).orElseGet(Kept::new);
    }

    /// The same change, if what it chooses is not the address that the end has anyway.
    default IdentityChange unless(Ipv4 address) {
        return equals(new Chosen(address)) ? new Derived() : this;
    }

    /// The choice after the change; none to derive it.
    default Optional<Ipv4> on(Optional<Ipv4> before) {
        return switch (this) {
            case Kept _ -> before;
            case Derived _ -> Optional.empty();
            case Chosen(var address) -> Optional.of(address);
        };
    }
}
