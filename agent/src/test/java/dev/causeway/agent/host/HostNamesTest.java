package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {

    private final HostNames names = new HostNames("0a1f");

    @Test
    void everyNameCarriesTheInstance() {
        VpcId vpc = VpcId.parse("01234567-89ab-4def-8123-456789abcdef");
        assertThat(names.internet().name()).isEqualTo("cw-0a1f-inet");
        assertThat(names.vpc(vpc).name()).isEqualTo("cw-0a1f-v-01234567");
        assertThat(names.workload(vpc, "web").name()).isEqualTo("cw-0a1f-w-01234567-web");
        assertThat(names.node(new NodeId(vpc.value())).name()).isEqualTo("cw-0a1f-n-01234567");
        assertThat(names.worker(new ConnectionId(vpc.value())).name()).isEqualTo("cw-0a1f-t-01234567");
        assertThat(names.runtimeFolder(new ConnectionId(vpc.value()))).hasToString("/run/causeway-0a1f/t-01234567");
        assertThat(names.runtimeFolder(names.worker(new ConnectionId(vpc.value()))))
                .isEqualTo(names.runtimeFolder(new ConnectionId(vpc.value())));
    }

    @Test
    void whatHangsOnSomethingComesBeforeIt() {
        VpcId vpc = VpcId.random();
        List<Namespace> order = List.of(
                names.worker(ConnectionId.random()),
                names.workload(vpc, "web"),
                names.node(NodeId.random()),
                names.vpc(vpc),
                names.internet());
        assertThat(order.reversed().stream().sorted(names.dependentFirst())).containsExactlyElementsOf(order);
        assertThat(order.stream().filter(names::isWorker)).containsExactly(order.getFirst());
        assertThat(order.stream().filter(names::isNode)).containsExactly(order.get(2));
    }

    @Test
    void otherInstancesNamesAreNotOwned() {
        assertThat(names.owns(new Namespace("cw-0a1f-inet"))).isTrue();
        assertThat(names.owns(new Namespace("cw-0a1e-inet"))).isFalse();
    }

    @Test
    void refusesWhatIsNotAnInstanceId() {
        assertThatThrownBy(() -> new HostNames("../x")).isInstanceOf(IllegalArgumentException.class);
    }
}
