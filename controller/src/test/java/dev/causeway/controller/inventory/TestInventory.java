package dev.causeway.controller.inventory;

import dev.causeway.controller.connection.MovableClock;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HostId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// An inventory on a fresh database with one host, and short ways to fill it.
final class TestInventory implements AutoCloseable {

    static final ProjectId PROJECT = ProjectId.random();

    final Database database = TestDatabase.fresh();
    final Documents documents = new Documents();
    final Hosts hosts = new Hosts(documents);
    final Zones zones = new Zones(List.of("az1", "az2", "az3", "az4"));
    final HostId host = database.write(tx -> hosts.ensureFirst(tx, zones.names()));
    final MovableClock clock = new MovableClock();
    final Inventory inventory;

    TestInventory(String segment) {
        inventory = Inventory.open(database, documents, zones, new Internet(Prefix.parse(segment)), clock);
    }

    TestInventory() {
        this("203.0.113.0/24");
    }

    HostId join(String name) {
        return write(tx -> {
            HostId added = hosts.add(tx, name, zones.names());
            hosts.found(tx, added);
            return added;
        });
    }

    Vpc vpc(String cidr) {
        return write(tx -> inventory.vpcs().create(tx, PROJECT, new VpcSpec("vpc", "", Prefix.parse(cidr), "0")));
    }

    Subnet subnet(Vpc vpc, String cidr) {
        return write(tx -> inventory.subnets().create(tx, PROJECT, subnetSpec(vpc.id(), cidr)));
    }

    static SubnetSpec subnetSpec(VpcId vpc, String cidr) {
        Prefix prefix = Prefix.parse(cidr);
        return new SubnetSpec(vpc, "subnet", "", prefix, prefix.network().plus(1), true, List.of(), "");
    }

    Ipv4 allocate(Subnet subnet) {
        return write(tx -> inventory.addresses().allocate(tx, subnet.id(), Holder.node(NodeId.random())));
    }

    Eip eip() {
        return write(tx -> inventory.eips().create(tx, PROJECT, newEip(Optional.empty())));
    }

    static NewEip newEip(Optional<Ipv4> address) {
        return new NewEip("5_bgp", address, "", new NewEip.Limit.Own(Optional.empty(), 8, ChargeMode.TRAFFIC), "0");
    }

    Eip bind(Eip eip, NodeId node) {
        return write(tx -> inventory.eips().bind(tx, PROJECT, eip.id(), GatewayId.random(), node));
    }

    <T> T write(Function<Handle, T> work) {
        return database.write(work);
    }

    <T> T read(Function<Handle, T> work) {
        return database.read(work);
    }

    long generation(VpcId vpc) {
        return read(tx -> documents.placements(tx, Vpc.document(vpc)).getFirst().generation());
    }

    int rows(String table) {
        return read(tx -> tx.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void close() {
        database.close();
    }
}
