package dev.causeway.agent.network;

import dev.causeway.agent.host.HardwareAddress;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.model.InterfaceAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What has to change so that a namespace is as laid out, worked out without touching the host.
///
/// @param settings kernel settings to change, first of all
/// @param steps in this order
record Plan(Map<String, String> settings, List<Step> steps) {

    /// A line for `ip` or `bridge` in a namespace.
    record Step(Namespace namespace, Namespaces.Tool tool, String line) {

        @Override
        public String toString() {
            return namespace + ": " + line;
        }
    }

    static final Plan NOTHING = new Plan(Map.of(), List.of());

    boolean staysWithin(Namespace namespace) {
        return steps.stream().allMatch(step -> step.namespace().equals(namespace));
    }

    boolean isEmpty() {
        return settings.isEmpty() && steps.isEmpty();
    }

    @Override
    public String toString() {
        return settings.isEmpty() ? steps.toString() : settings + " " + steps;
    }

    static Plan between(Layout wanted, Found found) {
        return new Comparison(wanted, found).plan();
    }

    /// The two sides, and the steps as they are found.
    private static final class Comparison {

        private final Layout wanted;
        private final Found found;
        private final List<Step> steps = new ArrayList<>();

        Comparison(Layout wanted, Found found) {
            this.wanted = wanted;
            this.found = found;
        }

        Plan plan() {
            if (!found.view().link("lo").map(NetworkLink::up).orElse(true)) {
                step("link set lo up");
            }
            removeForeignLinks();
            wanted.links().forEach(this::make);
            wanted.links().forEach(this::plugIn);
            wanted.links().forEach(this::configure);
            rules();
            routes();
            Map<String, String> settings = new HashMap<>(wanted.settings());
            settings.entrySet().removeAll(found.settings().entrySet());
            return new Plan(settings, steps);
        }

        private void removeForeignLinks() {
            Set<String> names = wanted.links().stream().map(WantedLink::name).collect(Collectors.toSet());
            found.view().links().keySet().stream()
                    .filter(name -> wanted.domain().links().test(name) && !names.contains(name))
                    .sorted()
                    .forEach(name -> step("link del " + name));
        }

        private void make(WantedLink link) {
            if (isWhole(link)) {
                return;
            }
            clear(link);
            switch (link) {
                case WantedLink.Bridge bridge ->
                    step("link add " + bridge.name() + " address " + bridge.mac() + " type bridge");
                case WantedLink.Cable cable ->
                    step("link add " + cable.name() + " address " + cable.mac() + " type veth peer name "
                            + cable.port().name() + " netns " + cable.port().namespace());
                case WantedLink.Strand strand ->
                    step("link add " + strand.name() + " address " + strand.mac() + " type veth peer name "
                            + strand.name() + " address "
                            + HardwareAddress.of(strand.farAddress().address()) + " netns " + strand.there());
            }
        }

        /// One end without the other: what remains of it is in the way of a new one.
        private void clear(WantedLink link) {
            if (found.view().link(link.name()).isPresent()) {
                step("link del " + link.name());
            } else if (found.port(link).isPresent()) {
                link.far().ifPresent(far -> step(far.namespace(), "link del " + far.link()));
            }
        }

        private boolean isWhole(WantedLink link) {
            return found.view().link(link.name()).isPresent()
                    && (link.far().isEmpty() || found.port(link).isPresent());
        }

        private void plugIn(WantedLink link) {
            switch (link) {
                case WantedLink.Bridge _ -> {}
                case WantedLink.Cable cable -> plugIn(cable, cable.port());
                case WantedLink.Strand strand
                when !isWhole(strand) -> {
                    step(strand.there(), "address add " + strand.farAddress() + " dev " + strand.name());
                    step(strand.there(), "link set " + strand.name() + " up");
                }
                case WantedLink.Strand _ -> {}
            }
        }

        private void plugIn(WantedLink.Cable cable, WantedLink.Port port) {
            String bridge = port.plugged().bridge();
            Optional<NetworkLink.Plugged> is = found.port(cable)
                    .filter(far -> isWhole(cable) && far.up())
                    .flatMap(NetworkLink::plugged)
                    .filter(plugged -> plugged.bridge().equals(bridge));
            if (is.isEmpty()) {
                step(port.namespace(), "link set " + port.name() + " master " + bridge + " up");
            }
            boolean isFlooded = is.map(NetworkLink.Plugged::isFlooded).orElse(true);
            if (!port.plugged().isFlooded() && (isFlooded || !hasItsAddress(cable))) {
                makeKnown(cable, port, !isFlooded);
            }
            if (isFlooded != port.plugged().isFlooded()) {
                String word = isFlooded ? "off" : "on";
                step(port.namespace(), "link set " + port.name() + " type bridge_slave flood " + word);
            }
        }

        /// What the bridge has learned it forgets when nothing is heard for a while, and what a worker sends has
        /// another address.
        ///
        /// @param isKnown whether the bridge knows the port by the address that it had before
        private void makeKnown(WantedLink.Cable cable, WantedLink.Port port, boolean isKnown) {
            if (isKnown) {
                // Not by the address: somebody else may have it by now, and be known by it.
                tell(
                        port,
                        "fdb flush dev " + port.plugged().bridge() + " brport " + port.name() + " static nopermanent");
            }
            tell(port, "fdb replace " + cable.mac() + " dev " + port.name() + " master static");
        }

        private boolean hasItsAddress(WantedLink link) {
            return found.view()
                    .link(link.name())
                    .filter(is -> is.mac().equals(link.mac()))
                    .isPresent();
        }

        private void configure(WantedLink link) {
            Optional<NetworkLink> is = found.view().link(link.name()).filter(_ -> isWhole(link));
            Set<InterfaceAddress> there = is.map(NetworkLink::addresses).orElse(Set.of());
            if (is.isPresent() && !hasItsAddress(link)) {
                step("link set " + link.name() + " address " + link.mac());
            }
            // Old addresses go first: a new one in the same network would be the old one's second, and go with it.
            without(there, link.addresses()).forEach(address -> step("address del " + address + " dev " + link.name()));
            without(link.addresses(), there).forEach(address -> step("address add " + address + " dev " + link.name()));
            if (!is.map(NetworkLink::up).orElse(false)) {
                step("link set " + link.name() + " up");
            }
        }

        private void rules() {
            without(wanted.rules(), found.view().rules()).forEach(rule -> step("rule add " + rule));
            without(found.view().rules(), wanted.rules()).stream()
                    .filter(wanted.domain().rules())
                    .forEach(rule -> step("rule del " + rule));
        }

        /// A live route comes after the one that refuses to the same destination, and goes before it: at no
        /// moment may packets follow a wider route. What other programs have entered stays; what would be the
        /// same entry does not replace it but comes before it.
        private void routes() {
            Map<Boolean, Set<KernelRoute>> there = found.view().routes().stream()
                    .collect(Collectors.partitioningBy(KernelRoute::isForeign, Collectors.toSet()));
            Set<KernelRoute> own = there.get(false);
            Set<KernelRoute.Key> foreign =
                    there.get(true).stream().map(KernelRoute::key).collect(Collectors.toSet());
            Comparator<KernelRoute> lastResortFirst =
                    Comparator.comparingLong(KernelRoute::metric).reversed().thenComparing(KernelRoute::toString);
            List<KernelRoute> entered = wanted.routes().stream()
                    .filter(route -> !own.contains(route))
                    .sorted(lastResortFirst)
                    .toList();
            entered.forEach(
                    route -> step((foreign.contains(route.key()) ? "route prepend " : "route replace ") + route));
            Set<KernelRoute.Key> replaced = entered.stream()
                    .map(KernelRoute::key)
                    .filter(key -> !foreign.contains(key))
                    .collect(Collectors.toSet());
            own.stream()
                    .filter(route -> wanted.domain().routes().test(route)
                            && !wanted.routes().contains(route)
                            && !replaced.contains(route.key()))
                    .sorted(lastResortFirst.reversed())
                    .forEach(route -> step("route del " + route));
        }

        private void step(String line) {
            step(wanted.namespace(), line);
        }

        private void step(Namespace namespace, String line) {
            steps.add(new Step(namespace, Namespaces.Tool.IP, line));
        }

        /// To the bridge that a port is plugged in.
        private void tell(WantedLink.Port port, String line) {
            steps.add(new Step(port.namespace(), Namespaces.Tool.BRIDGE, line));
        }

        private static <T> List<T> without(Set<T> all, Set<T> these) {
            return all.stream()
                    .filter(each -> !these.contains(each))
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
        }
    }
}
