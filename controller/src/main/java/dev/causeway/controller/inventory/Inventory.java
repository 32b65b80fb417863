package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.InvalidInput;

/// The inventory, wired. What other features need of it is handed out by the accessors.
public final class Inventory {

    private final Zones zones;
    private final Vpcs vpcs;
    private final Addresses addresses;
    private final Subnets subnets;
    private final Eips eips;

    private Inventory(Zones zones, Documents documents, Hosts hosts) {
        this.zones = zones;
        this.vpcs = new Vpcs(documents, hosts);
        this.addresses = new Addresses();
        this.subnets = new Subnets(vpcs, documents, addresses);
        this.eips = new Eips();
    }

    /// Wires the inventory and makes the pool of EIPs that of the internet segment.
    ///
    /// @throws InvalidInput if EIPs of another segment are still assigned
    public static Inventory open(
            Database database, Documents documents, Hosts hosts, Reports reports, Zones zones, Internet internet) {
        database.change(tx -> Pool.install(tx, internet));
        Constraints.explain(database);
        return new Inventory(zones, documents, hosts);
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

    /// What the inventory contributes to documents.
    public InventoryDocuments documents() {
        return new InventoryDocuments();
    }
}
