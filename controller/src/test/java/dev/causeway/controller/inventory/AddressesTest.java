package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.SubnetId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final TestInventory CLOUD = new TestInventory();

    private Subnet subnet;

    @BeforeEach
    void createSubnet() {
        subnet = CLOUD.subnet(CLOUD.vpc("10.0.0.0/16"), "10.0.5.0/28");
    }

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void givesOutTheLowestAddressBehindTheRouters() {
        assertThat(CLOUD.allocate(subnet)).hasToString("10.0.5.2");
        assertThat(CLOUD.allocate(subnet)).hasToString("10.0.5.3");
    }

    @Test
    void fillsAGapThatSomebodyLeft() {
        var leaving = Holder.node(NodeId.random());
        CLOUD.write(tx -> CLOUD.inventory.addresses().allocate(tx, subnet.id(), leaving));
        CLOUD.allocate(subnet);
        CLOUD.database.change(tx -> CLOUD.inventory.addresses().free(tx, leaving));
        assertThat(CLOUD.allocate(subnet)).hasToString("10.0.5.2");
        assertThat(CLOUD.allocate(subnet)).hasToString("10.0.5.4");
    }

    @Test
    void givesOutEveryAddressButNetworkBroadcastAndRouter() {
        assertThat(idle()).isEqualTo(13);
        var given = IntStream.range(0, 13).mapToObj(_ -> CLOUD.allocate(subnet)).toList();
        assertThat(given).doesNotHaveDuplicates().contains(Ipv4.parse("10.0.5.14"));
        assertThat(idle()).isZero();
        assertThatThrownBy(() -> CLOUD.allocate(subnet))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("no idle IP address");
    }

    @Test
    void neverGivesOneAddressToTwoWhoAskAtOnce() {
        List<Ipv4> given = Together.run(8, _ -> CLOUD.allocate(subnet)).values();
        assertThat(given).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void givesAReservedAddressToOneOfTwoWhoAskAtOnce() {
        var wanted = Ipv4.parse("10.0.5.9");
        var outcome = Together.run(4, _ -> {
            reserve(subnet.id(), wanted);
            return wanted;
        });
        assertThat(outcome.values()).hasSize(1);
        assertThat(outcome.failures())
                .hasSize(3)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOf(InvalidInput.class).hasMessageContaining("in use"));
    }

    @Test
    void refusesAnAddressThatNobodyCanHave() {
        for (String unusable : List.of("10.0.5.0", "10.0.5.15", "10.0.5.16", "10.0.4.255")) {
            assertThatThrownBy(() -> reserve(subnet.id(), Ipv4.parse(unusable)))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("not a usable address");
        }
        assertThatThrownBy(() -> reserve(subnet.id(), subnet.router()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("in use");
    }

    @Test
    void knowsNoSubnetThatDoesNotExist() {
        assertThatThrownBy(() -> reserve(SubnetId.random(), Ipv4.parse("10.0.5.5")))
                .isInstanceOf(NotFound.class);
    }

    private void reserve(SubnetId where, Ipv4 address) {
        CLOUD.database.change(
                tx -> CLOUD.inventory.addresses().reserve(tx, where, address, Holder.node(NodeId.random())));
    }

    private long idle() {
        return CLOUD.read(tx -> CLOUD.inventory.addresses().idle(tx, subnet));
    }
}
