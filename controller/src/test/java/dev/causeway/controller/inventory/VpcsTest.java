package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.model.Busy;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VpcsTest {

    private static final TestInventory CLOUD = new TestInventory();

    private final Vpc vpc = CLOUD.vpc("10.0.0.0/16");

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void placesADocumentForANewVpc() {
        var placed = CLOUD.read(tx -> CLOUD.documents.placements(tx, Vpc.document(vpc.id())));
        assertThat(placed).singleElement().satisfies(placement -> {
            assertThat(placement.host()).isEqualTo(CLOUD.host);
            assertThat(placement.wanted()).isTrue();
            assertThat(placement.generation()).isEqualTo(vpc.generation());
        });
    }

    @Test
    void isPlacedOnAllHostsButThoseThatAreLost() {
        try (var cloud = new TestInventory()) {
            Vpc before = cloud.vpc("10.0.0.0/16");
            HostId other = cloud.join("other");
            assertThat(hostsOf(cloud, before)).containsExactlyInAnyOrder(cloud.host, other);
            assertThat(hostsOf(cloud, cloud.vpc("10.0.0.0/16"))).containsExactlyInAnyOrder(cloud.host, other);
            cloud.database.change(tx -> cloud.hosts.markLost(tx, other, "other", cloud.clock.instant()));
            assertThat(hostsOf(cloud, cloud.vpc("10.0.0.0/16"))).containsExactly(cloud.host);
            cloud.database.change(tx -> cloud.hosts.markLost(tx, cloud.host, "host-1", cloud.clock.instant()));
            assertThatThrownBy(() -> cloud.vpc("10.0.0.0/16")).isInstanceOf(Busy.class);
        }
    }

    private static List<HostId> hostsOf(TestInventory cloud, Vpc vpc) {
        return cloud.read(tx -> cloud.documents.placements(tx, Vpc.document(vpc.id()))).stream()
                .map(Documents.Placement::host)
                .toList();
    }

    @Test
    void isOfOneProjectOnly() {
        assertThat(found(TestInventory.PROJECT)).isPresent();
        assertThat(found(ProjectId.random())).isEmpty();
    }

    @Test
    void changesItsDocumentWithItsSubnets() {
        Subnet subnet = CLOUD.subnet(vpc, "10.0.1.0/24");
        assertThat(subnet.generation()).isGreaterThan(vpc.generation());
        assertThat(CLOUD.generation(vpc.id())).isEqualTo(subnet.generation());
        assertThat(content().subnets())
                .containsExactly(new VpcDocument.Subnet(subnet.id(), subnet.prefix(), subnet.router()));
        delete(subnet);
        assertThat(CLOUD.generation(vpc.id())).isGreaterThan(subnet.generation());
        assertThat(content().subnets()).isEmpty();
    }

    @Test
    void refusesASubnetOutsideOfIt() {
        assertThatThrownBy(() -> CLOUD.subnet(vpc, "10.1.0.0/24"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("cidr: ");
    }

    @Test
    void refusesASubnetThatOverlapsAnother() {
        CLOUD.subnet(vpc, "10.0.1.0/24");
        for (String cidr : new String[] {"10.0.1.0/24", "10.0.0.0/16", "10.0.1.128/25"}) {
            assertThatThrownBy(() -> CLOUD.subnet(vpc, cidr))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageStartingWith("cidr: ");
        }
        assertThat(CLOUD.subnet(vpc, "10.0.2.0/24").prefix()).hasToString("10.0.2.0/24");
        assertThat(CLOUD.subnet(CLOUD.vpc("10.0.0.0/16"), "10.0.1.0/24").prefix())
                .hasToString("10.0.1.0/24");
    }

    @Test
    void letsOneOfTwoOverlappingSubnetsWinThatAreMadeAtOnce() {
        var cidrs = new String[] {"10.0.8.0/24", "10.0.8.0/22", "10.0.8.64/26", "10.0.0.0/16"};
        var outcome = Together.run(4, i -> CLOUD.subnet(vpc, cidrs[i]));
        assertThat(outcome.values()).hasSize(1);
        assertThat(outcome.failures()).allSatisfy(failure -> assertThat(failure).isInstanceOf(InvalidInput.class));
        var made = CLOUD.read(tx -> CLOUD.inventory.subnets().inVpc(tx, vpc.id()));
        assertThat(made).hasSize(1);
    }

    @Test
    void overlapAndPlaceOfSubnetsAreConstraintsOfTheDatabaseToo() {
        Subnet subnet = CLOUD.subnet(vpc, "10.0.1.0/24");
        assertThatThrownBy(() -> CLOUD.write(tx -> SubnetTable.insert(
                        tx, SubnetId.random(), vpc, TestInventory.subnetSpec(vpc.id(), "10.0.0.0/20"), 1)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> CLOUD.write(tx -> SubnetTable.insert(
                        tx, SubnetId.random(), vpc, TestInventory.subnetSpec(vpc.id(), "10.9.0.0/20"), 1)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> CLOUD.database.change(tx -> SubnetTable.delete(tx, subnet.id())))
                .isInstanceOf(NotReady.class);
        assertThatThrownBy(() -> CLOUD.database.change(tx -> VpcTable.delete(tx, vpc.id())))
                .isInstanceOf(NotReady.class);
        assertThatThrownBy(() -> CLOUD.write(tx ->
                        VpcTable.update(tx, vpc.id(), new VpcSpec("vpc", "", Prefix.parse("192.168.0.0/16"), "0"))))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void growsAndShrinksAroundItsSubnets() {
        CLOUD.subnet(vpc, "10.0.1.0/24");
        assertThat(change("10.0.0.0/8").cidr()).hasToString("10.0.0.0/8");
        assertThat(CLOUD.subnet(vpc, "10.7.0.0/24").prefix()).hasToString("10.7.0.0/24");
        assertThatThrownBy(() -> change("10.0.0.0/16"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("cidr: ");
    }

    @Test
    void isNotDeletedWhileItHasASubnet() {
        Subnet subnet = CLOUD.subnet(vpc, "10.0.1.0/24");
        assertThatThrownBy(this::delete).isInstanceOf(NotReady.class);
        delete(subnet);
        delete();
        assertThat(find().deleting()).isTrue();
    }

    @Test
    void isGoneWhenNoHostHasAnythingOfIt() {
        delete();
        delete();
        purge();
        assertThat(find().deleting()).isTrue();
        CLOUD.database.change(tx -> CLOUD.documents.forget(tx, CLOUD.host, Vpc.document(vpc.id()), Long.MAX_VALUE));
        purge();
        assertThat(found(TestInventory.PROJECT)).isEmpty();
    }

    @Test
    void isGoneWhenTwoHostsSayAtOnceThatTheyHaveNothingOfIt() {
        var saidBySecond = new AtomicReference<CompletableFuture<Void>>();
        HostId other = CLOUD.join("another");
        delete();
        CLOUD.database.change(tx -> {
            hasNothingOfIt(tx, CLOUD.host);
            var second = CompletableFuture.runAsync(
                    () -> CLOUD.database.change(later -> hasNothingOfIt(later, other)), Thread::startVirtualThread);
            TestDatabase.awaitAnotherThatWaits(tx, second::isDone);
            saidBySecond.set(second);
        });
        saidBySecond.get().join();
        CLOUD.database.change(tx -> tx.execute("DELETE FROM host WHERE id = ?", other.value()));
        assertThat(found(TestInventory.PROJECT)).isEmpty();
    }

    private void hasNothingOfIt(Handle tx, HostId host) {
        CLOUD.documents.forget(tx, host, Vpc.document(vpc.id()), Long.MAX_VALUE);
        CLOUD.inventory.vpcs().purge(tx, vpc.id());
    }

    @Test
    void takesNoSubnetWhileItIsDeleted() {
        delete();
        assertThatThrownBy(() -> CLOUD.subnet(vpc, "10.0.1.0/24")).isInstanceOf(NotReady.class);
    }

    @Test
    void isDeletedOrGetsASubnetButNeverBoth() {
        var outcome = Together.run(2, i -> {
            if (i == 0) {
                delete();
            } else {
                CLOUD.subnet(vpc, "10.0.1.0/24");
            }
            return i;
        });
        assertThat(outcome.values()).hasSize(1);
        assertThat(outcome.failures()).singleElement().isInstanceOf(NotReady.class);
    }

    @Test
    void keepsASubnetInWhichSomebodyHasAnAddress() {
        Subnet subnet = CLOUD.subnet(vpc, "10.0.1.0/24");
        var node = Holder.node(NodeId.random());
        CLOUD.write(tx -> CLOUD.inventory.addresses().allocate(tx, subnet.id(), node));
        assertThatThrownBy(() -> delete(subnet)).isInstanceOf(NotReady.class).hasMessageContaining("node");
        CLOUD.database.change(tx -> CLOUD.inventory.addresses().free(tx, node));
        delete(subnet);
        assertThatThrownBy(
                        () -> CLOUD.read(tx -> CLOUD.inventory.subnets().find(tx, TestInventory.PROJECT, subnet.id())))
                .isInstanceOf(NotFound.class);
    }

    private Vpc find() {
        return found(TestInventory.PROJECT).orElseThrow();
    }

    private Optional<Vpc> found(ProjectId project) {
        return CLOUD.database
                .first(VpcTable.inOrder(VpcTable.only(project, vpc.id())))
                .map(TaggedVpc::vpc);
    }

    private Vpc change(String cidr) {
        var change = new VpcChange(Optional.empty(), Optional.empty(), Optional.of(Prefix.parse(cidr)));
        return CLOUD.write(tx -> CLOUD.inventory.vpcs().update(tx, TestInventory.PROJECT, vpc.id(), change));
    }

    private void delete() {
        CLOUD.database.change(tx -> CLOUD.inventory.vpcs().delete(tx, TestInventory.PROJECT, vpc.id()));
    }

    private void delete(Subnet subnet) {
        CLOUD.database.change(tx -> CLOUD.inventory.subnets().delete(tx, TestInventory.PROJECT, vpc.id(), subnet.id()));
    }

    private void purge() {
        CLOUD.database.change(tx -> CLOUD.inventory.vpcs().purge(tx, vpc.id()));
    }

    private VpcDocument content() {
        return (VpcDocument) CLOUD.read(tx -> new VpcDocuments(CLOUD.inventory.vpcs())
                        .build(tx, vpc.id().toString(), 1, true))
                .orElseThrow();
    }
}
