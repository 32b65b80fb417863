package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.site.BgpSite;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A lab whose site speaks BGP with the gateway. Closing it is as closing the lab.
public final class BgpLab implements AutoCloseable {

    /// As the agent has it unless told otherwise: three packets of 300 ms.
    private static final Duration DETECTION = Duration.ofMillis(900);

    private final Lab lab;
    private final Map<BgpSite, String> customerGateways = new LinkedHashMap<>();

    private BgpLab(Lab lab) {
        this.lab = lab;
    }

    /// Makes one.
    ///
    /// @param manner how the site speaks, such as [BgpSite#tuned]
    public static BgpLab open(Cloud cloud, Path folder, Function<Site, BgpSite> manner) {
        return open(Lab.on(cloud, folder), manner);
    }

    /// Makes one with a lab that is to be otherwise than usual.
    public static BgpLab open(LabBuilder builder, Function<Site, BgpSite> manner) {
        return of(
                builder.speakingAs(BgpSite.ASN).open(),
                made -> made.speak(made.lab.site(), made.lab.customerGateway(), manner));
    }

    /// Makes one whose own site does not speak BGP: the first one that does is another.
    public static BgpLab beside(LabBuilder builder, Function<Site, BgpSite> manner) {
        return of(builder.open(), made -> made.addSite(manner));
    }

    private static BgpLab of(Lab lab, Consumer<BgpLab> first) {
        BgpLab made = new BgpLab(lab);
        try {
            first.accept(made);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    public Lab lab() {
        return lab;
    }

    /// The first site that speaks BGP.
    public BgpSite site() {
        return customerGateways.keySet().iterator().next();
    }

    /// Adds a site.
    ///
    /// @param manner how it speaks
    public BgpSite addSite(Function<Site, BgpSite> manner) {
        Lab.Branch branch = lab.addBranch(BgpSite.ASN);
        return speak(branch.site(), branch.customerGateway(), manner);
    }

    private BgpSite speak(Site site, String customerGateway, Function<Site, BgpSite> manner) {
        BgpSite made = manner.apply(site);
        customerGateways.put(made, customerGateway);
        return made;
    }

    public Tenant tenant() {
        return lab.tenant();
    }

    /// Opens the first site's tunnel to one of the two addresses and creates the connection to it.
    ///
    /// @param node 1 or 2
    /// @param settings what differs from the usual
    public String connect(int node, Map<String, ?> settings) {
        return connect(site(), node, settings);
    }

    /// Opens a site's tunnel to one of the two addresses and creates the connection to it.
    public String connect(BgpSite site, int node, Map<String, ?> settings) {
        var _ = site.open(node, lab.gateway().eips().get(node - 1).address(), Lab.PSK);
        Map<String, Object> body = new HashMap<>();
        body.put("name", "bgp-%d-%d".formatted(site.site().number(), node));
        body.put("cgw_id", customerGateways.get(site));
        body.put("style", "bgp");
        body.put("peer_subnets", List.of(site.networks()));
        body.put("tunnel_local_address", site.theirs(node) + "/30");
        body.put("tunnel_peer_address", site.ours(node) + "/30");
        body.putAll(settings);
        return lab.connect(node, body);
    }

    /// What the API tells of a connection's session, if it tells anything.
    public Optional<JsonNode> session(String connection) {
        JsonNode told = tenant().connection(connection).expect(200).body().at("/vpn_connection/bgp_peer");
        return told.isObject() ? Optional.of(told) : Optional.empty();
    }

    /// Waits until the API tells of so many routes that were learned by a connection.
    public JsonNode awaitRoutes(String connection, int count) {
        return Waiting.until(
                        count + " routes learned",
                        () -> session(connection),
                        told -> told.filter(
                                        one -> one.path("num_received_routes").asInt(-1) == count)
                                .isPresent())
                .orElseThrow();
    }

    /// The namespace of one of the gateway's nodes.
    public NetworkNamespace node(int node) {
        return NodeRemoval.nodeOf(
                lab.cloud(), lab.gateway().eips().get(node - 1).address());
    }

    /// The VPC's routes to a network, in the words of `ip route`.
    public String vpcRoutes(String network) {
        return lab.vpcRoutes(network);
    }

    /// Over how many nodes the VPC sends what is for the first site.
    public long ways() {
        return lab.vpcRoutes(site().site().network()).split(" via ", -1).length - 1L;
    }

    /// Waits until two connections of the first site, one by each node, both carry what goes either way.
    public void awaitBothWays(String first, String second) {
        for (String connection : List.of(first, second)) {
            tenant().awaitConnection(connection, "ACTIVE");
            var _ = awaitRoutes(connection, 1);
        }
        Waiting.until("two ways to the site", () -> ways() == 2);
        Waiting.until("both ways from the site", () -> returnsBy(1) && returnsBy(2));
        Waiting.until("the site's host", this::reaches);
    }

    /// Waits until BFD watches both tunnels of the first site. It begins with a session and takes some seconds:
    /// what falls silent before is missed when the hold time is over.
    public void awaitWatched() {
        Waiting.until(
                "both tunnels to be watched",
                () -> IntStream.of(1, 2).allMatch(which -> site().isWatched(which, DETECTION)));
    }

    /// Whether the workload's pings reach the host of the first site.
    public boolean reaches() {
        return Pings.answered(lab.workload(), site().site().hostAddress(), 1) == 1;
    }

    /// Waits until all goes by one node, either way.
    ///
    /// @param node 1 or 2
    public void awaitOnly(int node) {
        Waiting.until("one way to the site", () -> ways() == 1);
        Waiting.until("one way from the site", () -> returnsBy(node) && !returnsBy(3 - node));
    }

    /// Whether the site sends by the tunnel to one of the two nodes.
    private boolean returnsBy(int node) {
        return site().routes(lab.vpcNetwork()).contains("dev tun" + node);
    }

    /// Changes what the gateway announces.
    public void changeLocalSubnets(List<String> networks) {
        var body = Map.of("vpn_gateway", Map.of("local_subnets", networks));
        var _ = tenant().api()
                .put("/v5/{project_id}/vpn-gateways/" + lab.gateway().id(), body)
                .expect(200);
    }

    /// Changes what is accepted from the site.
    public void changePeerSubnets(String connection, List<String> networks) {
        var _ = tenant().updateConnection(connection, Map.of("peer_subnets", networks))
                .expect(200);
    }

    @Override
    public void close() {
        try {
            lab.close();
        } finally {
            customerGateways.keySet().forEach(BgpSite::close);
        }
    }
}
