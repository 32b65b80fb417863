package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The inventory, wired. What other features need of it is handed out by the accessors.
public final class Inventory implements Feature {

    private final Zones zones;
    private final Vpcs vpcs;
    private final Addresses addresses;
    private final Subnets subnets;
    private final EipHolders holders = new EipHolders();
    private final Eips eips;
    private final VpcDocuments vpcDocuments;
    private final List<Route> routes;

    private Inventory(Database database, Documents documents, Realisation.Source realisations, Zones zones) {
        this.zones = zones;
        this.vpcs = new Vpcs(documents);
        this.addresses = new Addresses();
        this.subnets = new Subnets(vpcs, documents, addresses);
        this.eips = new Eips(database::explanation, holders);
        this.vpcDocuments = new VpcDocuments(vpcs);
        var workloads = new Workloads(vpcs, subnets, addresses, documents);
        this.routes = Stream.of(
                        new VpcEndpoints(database, vpcs, realisations).routes(),
                        new SubnetEndpoints(database, subnets, realisations, zones).routes(),
                        new EipEndpoints(database, eips).routes(),
                        new BandwidthEndpoints(database, new Bandwidths(database::explanation, holders)).routes(),
                        new TagEndpoints(database, vpcs, subnets, eips).routes(),
                        new ZoneEndpoints(zones).routes(),
                        new WorkloadEndpoints(database, workloads, realisations).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// Wires the inventory and makes the pool of EIPs that of the internet segment. From now on, silence of the hosts
    /// counts.
    ///
    /// @throws InvalidInput if EIPs of another segment are still assigned
    public static Inventory open(Database database, Documents documents, Zones zones, Internet internet, Clock clock) {
        database.change(tx -> Pool.install(tx, internet));
        Constraints.explain(database);
        return new Inventory(database, documents, new Realisation.Source(clock, clock.instant()), zones);
    }

    /// All operations of the inventory, the operator's on workloads included.
    @Override
    public List<Route> routes() {
        return routes;
    }

    public Zones zones() {
        return zones;
    }

    public Vpcs vpcs() {
        return vpcs;
    }

    public Subnets subnets() {
        return subnets;
    }

    public Addresses addresses() {
        return addresses;
    }

    public Eips eips() {
        return eips;
    }

    /// Lets more gateways have EIPs.
    public void add(EipHolder holder) {
        holders.add(holder);
    }

    /// Lets VPCs have more ways to customers' networks.
    public void add(VpcRoutes routes) {
        vpcDocuments.add(routes);
    }

    @Override
    public List<DocumentSource> documents() {
        return List.of(new InternetDocuments(), vpcDocuments);
    }
}
