package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EipsTest {

    /// Addresses .10 to .14.
    private final TestInventory cloud = new TestInventory("203.0.113.0/28");

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void assignsAddressesFromTheTenthOn() {
        assertThat(cloud.eip().address()).hasToString("203.0.113.10");
        assertThat(cloud.eip().address()).hasToString("203.0.113.11");
    }

    @Test
    void assignsEachAddressOnce() {
        var given = Together.run(5, _ -> cloud.eip()).values();
        assertThat(given).extracting(Eip::address).hasSize(5).doesNotHaveDuplicates();
        assertThatThrownBy(cloud::eip).isInstanceOf(InvalidInput.class).hasMessageContaining("no EIP address is left");
    }

    @Test
    void assignsAgainWhatWasReleased() {
        List<Eip> all = IntStream.range(0, 5).mapToObj(_ -> cloud.eip()).toList();
        delete(all.get(2));
        assertThat(cloud.eip().address()).isEqualTo(all.get(2).address());
    }

    @Test
    void assignsAnAddressThatIsAskedForOnce() {
        var wanted = Optional.of(Ipv4.parse("203.0.113.12"));
        assertThat(create(wanted).address()).isEqualTo(wanted.get());
        assertThatThrownBy(() -> create(wanted)).isInstanceOf(InvalidInput.class);
        for (String foreign : List.of("203.0.113.1", "203.0.113.9", "203.0.113.15", "192.0.2.1")) {
            assertThatThrownBy(() -> create(Optional.of(Ipv4.parse(foreign)))).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void isBoundAtMostOnce() {
        Eip eip = cloud.eip();
        var outcome = Together.run(4, _ -> cloud.bind(eip, NodeId.random()));
        assertThat(outcome.values()).hasSize(1);
        assertThat(outcome.failures())
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(InvalidInput.class).hasMessageContaining("already bound"));
    }

    @Test
    void isTheOnlyOneOfItsNode() {
        var node = NodeId.random();
        cloud.bind(cloud.eip(), node);
        Eip second = cloud.eip();
        assertThatThrownBy(() -> cloud.bind(second, node)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void isFoundByItsNode() {
        var node = NodeId.random();
        Eip bound = cloud.bind(cloud.eip(), node);
        var found = cloud.read(tx -> cloud.inventory.eips().ofNodes(tx, List.of(node, NodeId.random())));
        assertThat(found).containsOnlyKeys(node).containsEntry(node, bound);
    }

    @Test
    void isNotDeletedWhileAGatewayHasIt() {
        var node = NodeId.random();
        Eip eip = cloud.bind(cloud.eip(), node);
        assertThatThrownBy(() -> delete(eip)).isInstanceOf(NotReady.class);
        cloud.database.change(tx -> cloud.inventory.eips().unbind(tx, node));
        delete(eip);
        assertThatThrownBy(() -> find(eip)).isInstanceOf(NotFound.class);
        assertThat(cloud.rows("bandwidth")).isZero();
    }

    @Test
    void goesWithItsNode() {
        var node = NodeId.random();
        Eip eip = cloud.bind(cloud.eip(), node);
        release(node);
        assertThatThrownBy(() -> find(eip)).isInstanceOf(NotFound.class);
        assertThat(cloud.rows("bandwidth")).isZero();
    }

    @Test
    void outlivesItsNodeWhenItWasTakenFromItBefore() {
        var node = NodeId.random();
        Eip eip = cloud.bind(cloud.eip(), node);
        cloud.write(tx -> cloud.inventory.eips().disassociate(tx, TestInventory.PROJECT, eip.id()));
        assertThat(find(eip).binding())
                .hasValueSatisfying(binding -> assertThat(binding.leaving()).isTrue());
        release(node);
        assertThat(find(eip).binding()).isEmpty();
    }

    @Test
    void isOfOneProjectOnly() {
        Eip eip = cloud.eip();
        assertThatThrownBy(() -> cloud.write(tx -> cloud.inventory
                        .eips()
                        .bind(tx, ProjectId.random(), eip.id(), GatewayId.random(), NodeId.random())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void keepsTheSegmentWhileAddressesOfItAreAssigned() {
        var other = new Internet(Prefix.parse("198.51.100.0/24"));
        Eip eip = cloud.eip();
        assertThatThrownBy(() -> cloud.database.change(tx -> Pool.install(tx, other)))
                .isInstanceOf(InvalidInput.class);
        delete(eip);
        cloud.database.change(tx -> Pool.install(tx, other));
        assertThat(cloud.eip().address()).hasToString("198.51.100.10");
    }

    private Eip create(Optional<Ipv4> address) {
        return cloud.write(
                tx -> cloud.inventory.eips().create(tx, TestInventory.PROJECT, TestInventory.newEip(address)));
    }

    private Eip find(Eip eip) {
        return cloud.read(tx -> cloud.inventory.eips().find(tx, TestInventory.PROJECT, eip.id()));
    }

    private void delete(Eip eip) {
        cloud.database.change(tx -> cloud.inventory.eips().delete(tx, TestInventory.PROJECT, eip.id()));
    }

    private void release(NodeId node) {
        cloud.database.change(tx -> cloud.inventory
                .eips()
                .release(tx, node)
                .ifPresent(eip -> cloud.inventory.eips().remove(tx, eip)));
    }
}
