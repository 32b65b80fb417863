package dev.causeway.controller.access;

import static dev.causeway.controller.access.TestAccess.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.server.ClientAuthType;
import dev.causeway.controller.server.ClientCidr;
import dev.causeway.controller.server.ServerSpec;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.model.Coded;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.DocumentKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What becomes of users, groups and policies when their server comes, changes and goes.
class AccessOfServersTest {

    private static final TestAccess LAB = new TestAccess();

    private final TestAccess.Server server = LAB.server(10);

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static VpnServer with(VpnServer before, String clients, ClientAuthType shown) {
        ServerSpec spec = before.spec();
        return new VpnServer(
                before.id(),
                before.project(),
                before.gateway(),
                before.node(),
                new ServerSpec(
                        new ClientCidr(InterfaceAddress.parse(clients)),
                        spec.localSubnets(),
                        spec.dnsServers(),
                        spec.port(),
                        spec.cipher(),
                        spec.compressed(),
                        shown),
                before.certificate(),
                before.history());
    }

    private void change(String clients, ClientAuthType shown) {
        VpnServer before = LAB.row(server);
        LAB.cloud.database.change(tx -> {
            LAB.ofServers().changed(tx, before, with(before, clients, shown));
            tx.createUpdate("UPDATE vpn_server SET client_auth_type = :shown WHERE id = :id")
                    .bind("shown", shown.name())
                    .bind("id", server.id())
                    .execute();
        });
    }

    private void refusedChange(ErrorCode code) {
        assertThatThrownBy(() -> change(TestAccess.CLIENTS, ClientAuthType.CERT))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.violations()
                                        .getFirst()
                                        .fault()
                                        .orElseThrow()
                                        .code())
                                .isEqualTo(code));
    }

    @Test
    void theDocumentOfANewServerLiesWhereItsNodeDoes() {
        AccessDocument document = server.document();
        assertThat(document.server()).isEqualTo(server.id());
        assertThat(document.node()).isEqualTo(server.node());
        assertThat(document.wanted()).isTrue();
        assertThat(document.open()).isTrue();
        assertThat(document.mostSessions()).isEqualTo(10);
        assertThat(document.access()).isInstanceOf(Access.ByPassword.class);
    }

    @Test
    void whatHasUsersGroupsOrPoliciesGoesOnWithPasswords() {
        String policy = server.policy(server.defaultGroup(), "10.0.1.0/24");
        String group = server.group("staff");
        String user = server.user("alice");
        refusedChange(P2cCode.SERVER_HAS_USERS);
        server.call("DELETE", "/users/" + user, "");
        refusedChange(P2cCode.SERVER_HAS_GROUPS);
        server.call("DELETE", "/groups/" + group, "");
        refusedChange(P2cCode.SERVER_HAS_POLICIES);
        server.call("DELETE", "/access-policies/" + policy, "");
        change(TestAccess.CLIENTS, ClientAuthType.CERT);

        assertThat(server.document().access()).isInstanceOf(Access.ByCertificate.class);
        for (String path : new String[] {"/users", "/groups", "/access-policies"}) {
            assertThat(server.call("GET", path, "").status()).isEqualTo(400);
            assertThat(server.call(
                                    "POST",
                                    path,
                                    "{\"user\": {\"name\": \"alice\", \"password\": \"Abcd_1234\"},"
                                            + " \"user_group\": {\"name\": \"g\"}, \"access_policy\": {\"name\": \"p\","
                                            + " \"user_group_id\": \"" + group
                                            + "\", \"dest_ip_cidrs\": [\"10.0.0.0/8\"]}}")
                            .body()
                            .get("error_code")
                            .stringValue())
                    .isEqualTo("VPN.0001");
        }
        change(TestAccess.CLIENTS, ClientAuthType.LOCAL_PASSWORD);
        assertThat(server.defaultGroup()).isNotEmpty();
    }

    @Test
    void anotherNetworkMustHaveTheStaticAddresses() {
        server.user("alice", ", \"static_ip\": \"172.16.1.1\"");
        assertThatThrownBy(() -> change("172.16.0.0/24", ClientAuthType.LOCAL_PASSWORD))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("172.16.1.1");
        assertThatThrownBy(() -> change("172.16.1.0/24", ClientAuthType.LOCAL_PASSWORD))
                .isInstanceOf(InvalidInput.class);
        change("172.16.0.0/23", ClientAuthType.LOCAL_PASSWORD);
    }

    @Test
    void aGatewayIsForAsManyConnectionsAsThereAreUsers() {
        server.user("alice");
        server.user("bobby");
        VpnServer row = LAB.row(server);
        long before = server.generation();
        LAB.cloud.database.change(tx -> LAB.ofServers().requireRoom(tx, row, 2));
        assertThat(server.generation()).as("a check changes nothing").isEqualTo(before);
        assertThatThrownBy(() -> LAB.cloud.database.change(tx -> LAB.ofServers().requireRoom(tx, row, 1)))
                .isInstanceOfSatisfying(
                        Coded.class, wrong -> assertThat(wrong.fault().code()).isEqualTo(P2cCode.TOO_MANY_USERS));
    }

    private JsonNode ask(String user) {
        return server.done(200, "POST", "/access-policies/simulate", """
                {"user_id": "%s", "destination": "10.0.1.20"}""".formatted(user));
    }

    @Test
    void aGatewayWithoutAnEipLetsInNobodyWhichIsTold() {
        String alice = server.user("alice");
        server.policy(server.defaultGroup(), "10.0.1.0/24");
        assertThat(ask(alice).get("allowed").booleanValue()).isTrue();
        VpnServer row = LAB.row(server);
        LAB.cloud.database.change(tx -> {
            tx.createUpdate("UPDATE eip SET gateway_id = NULL, node_id = NULL WHERE gateway_id = :id")
                    .bind("id", server.gateway())
                    .execute();
            LAB.ofServers().served(tx, row, false);
        });
        assertThat(server.document().open()).isFalse();
        assertThat(ask(alice).get("allowed").booleanValue()).isFalse();
        assertThat(ask(alice).get("reason").stringValue()).contains("no EIP");
    }

    @Test
    void aFrozenGatewayLetsInNobodyAndTakesNoWrites() {
        String alice = server.user("alice");
        server.policy(server.defaultGroup(), "10.0.1.0/24");
        VpnServer row = LAB.row(server);
        long before = server.generation();
        LAB.cloud.database.change(tx -> {
            tx.createUpdate("UPDATE p2c_gateway SET frozen_effect = 2 WHERE id = :id")
                    .bind("id", server.gateway())
                    .execute();
            LAB.ofServers().served(tx, row, false);
        });
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(server.document().open()).isFalse();
        refused(server.call("DELETE", "/users/" + alice, ""), P2cCode.GATEWAY_NOT_READY);
        assertThat(server.call("GET", "/users/" + alice, "").status()).isEqualTo(200);
        assertThat(ask(alice).get("allowed").booleanValue()).isFalse();
        assertThat(ask(alice).get("reason").stringValue()).contains("out of service");
    }

    @Test
    void nothingRemainsOfAServerThatGoes() {
        TestAccess.Server going = LAB.server(10);
        String group = going.group("staff");
        going.user("alice", ", \"user_group_id\": \"" + group + "\"");
        going.policy(group, "10.0.1.0/24");
        VpnServer row = LAB.row(going);
        LAB.cloud.database.change(tx -> LAB.ofServers().withdraw(tx, row));
        AccessDocument document = going.document();
        assertThat(document.wanted()).isFalse();
        assertThat(((Access.ByPassword) document.access()).users()).isEmpty();
        assertThat((boolean) LAB.cloud.database.read(tx -> LAB.ofServers().remains(tx, row)))
                .isTrue();
        LAB.cloud.database.change(tx -> {
            LAB.cloud.documents.forget(tx, LAB.cloud.host, DocumentKey.access(going.id()), document.generation());
            LAB.ofServers().remove(tx, row);
        });
        assertThat((boolean) LAB.cloud.database.read(tx -> LAB.ofServers().remains(tx, row)))
                .isFalse();
        LAB.cloud.database.change(tx -> tx.createUpdate("DELETE FROM vpn_server WHERE id = :id")
                .bind("id", going.id())
                .execute());
    }

    @Test
    void aGatewayOnItsWayOutTakesNoWrites() {
        LAB.cloud.database.change(tx -> tx.createUpdate("UPDATE p2c_gateway SET deleting = true WHERE id = :id")
                .bind("id", server.gateway())
                .execute());
        refused(server.call("POST", "/groups", "{\"user_group\": {\"name\": \"g\"}}"), P2cCode.GATEWAY_BEING_DELETED);
    }
}
