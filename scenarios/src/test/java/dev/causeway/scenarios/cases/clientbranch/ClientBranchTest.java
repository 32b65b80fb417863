package dev.causeway.scenarios.cases.clientbranch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientBranchTest {

    @Test
    void aClientReachesABranchWhenBothSidesLocalSubnetsSaySo(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of());
                Site branch = lab.site()) {
            Tenant tenant = lab.tenant();
            Tenant.Gateway gateway =
                    tenant.createGateway("branch", lab.vpc(), lab.subnet(), List.of(lab.vpcNetwork()), "active-active");
            String customerGateway = tenant.createCustomerGateway("branch-" + branch.number(), branch.address());
            String connection = connect(lab, branch, gateway, customerGateway);
            var _ = lab.user("alice", lab.group("developers", lab.vpcNetwork(), branch.network()));
            StockClient client = lab.connected("alice");
            Waiting.until("the branch, from the VPC", () -> reaches(lab, branch));

            client.machine().ip("route", "add", branch.network(), "dev", "tun0");
            assertThat(reaches(client, branch)).as("neither side says so").isFalse();
            change(lab, gateway, List.of(lab.vpcNetwork(), lab.clientNetwork()));
            tenant.awaitConnection(connection, "ACTIVE");
            assertThat(reaches(client, branch))
                    .as("only the S2C gateway says so")
                    .isFalse();
            client.machine().ip("route", "del", branch.network(), "dev", "tun0");

            var _ = lab.api()
                    .put(
                            lab.below(""),
                            Map.of("vpn_server", Map.of("local_subnets", List.of(lab.vpcNetwork(), branch.network()))))
                    .expect(200);
            long began = System.nanoTime();
            client.awaitConnected(2);
            Waiting.until("the branch, from the client", () -> reaches(client, branch));
            System.out.printf("a branch reached %d ms after the change%n", (System.nanoTime() - began) / 1_000_000);
            assertThat(reaches(lab, branch)).isTrue();

            change(lab, gateway, List.of(lab.vpcNetwork()));
            Waiting.until("the branch to be out of reach", () -> answers(client, branch) == 0);
            assertThat(answers(client, branch)).as("and it stays so").isZero();
            tenant.deleteConnection(connection);
            tenant.awaitGone(connection);
            tenant.deleteGateway(gateway.id());
            tenant.awaitGone(gateway.id());
            tenant.deleteCustomerGateway(customerGateway);
        }
    }

    private String connect(ClientLab lab, Site branch, Tenant.Gateway gateway, String customerGateway) {
        Map<String, String> values = branch.values();
        values.put("eip1", gateway.eips().getFirst().address());
        values.put("vpcNetwork", lab.vpcNetwork());
        values.put("clientNetwork", lab.clientNetwork());
        values.put("psk", Lab.PSK);
        branch.startDevice(getClass(), values);
        String connection = lab.tenant()
                .createConnection(Map.of(
                        "name",
                        "branch",
                        "vgw_id",
                        gateway.id(),
                        "vgw_ip",
                        gateway.eips().getFirst().id(),
                        "cgw_id",
                        customerGateway,
                        "peer_subnets",
                        List.of(branch.network()),
                        "psk",
                        Lab.PSK));
        lab.tenant().awaitConnection(connection, "ACTIVE");
        return connection;
    }

    private static void change(ClientLab lab, Tenant.Gateway gateway, List<String> localSubnets) {
        var _ = lab.api()
                .put(
                        "/v5/{project_id}/vpn-gateways/" + gateway.id(),
                        Map.of("vpn_gateway", Map.of("local_subnets", localSubnets)))
                .expect(200);
    }

    private static boolean reaches(ClientLab lab, Site branch) {
        return Pings.answered(lab.workload(0), branch.hostAddress(), 1) == 1;
    }

    private static boolean reaches(StockClient client, Site branch) {
        return Pings.answered(client.machine(), branch.hostAddress(), 1) == 1;
    }

    private static long answers(StockClient client, Site branch) {
        return Pings.answered(client.machine(), branch.hostAddress(), 10);
    }
}
