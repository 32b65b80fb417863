package dev.causeway.controller.inventory;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a request says of a subnet's DNS servers, which it names as a list, or as the first and the second. What is
/// absent stays as it is.
///
/// @param primary the first; none inside to take it away
/// @param secondary likewise the second
record DnsChange(Optional<List<Ipv4>> list, Optional<Optional<Ipv4>> primary, Optional<Optional<Ipv4>> secondary) {

    private static final int MOST = 5;

    static DnsChange read(JsonReader in) {
        Optional<List<Ipv4>> list = in.optionalList("dnsList", Ipv4::parse);
        list.filter(servers -> servers.size() > MOST)
                .ifPresent(_ -> in.violation("dnsList", "must have at most %d addresses", MOST));
        return new DnsChange(
                list,
                in.optional("primary_dns", Texts::addressOrNone),
                in.optional("secondary_dns", Texts::addressOrNone));
    }

    /// The servers after the change. A list that is new wins; one that was sent back as it was read says nothing.
    List<Ipv4> on(List<Ipv4> before) {
        Optional<List<Ipv4>> other = list.filter(servers -> !servers.equals(before));
        return other.orElseGet(() -> Stream.of(
                        primary.orElse(at(before, 0)).stream(),
                        secondary.orElse(at(before, 1)).stream(),
                        before.stream().skip(2))
                .flatMap(servers -> servers)
                .toList());
    }

    private static Optional<Ipv4> at(List<Ipv4> servers, int index) {
        return servers.stream().skip(index).findFirst();
    }
}
