package dev.causeway.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.AddVpnUserToGroupRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.AddVpnUsersToGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.BatchCreateVpnUsersRequest;
import com.huaweicloud.sdk.vpn.v5.model.BatchCreateVpnUsersRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.BatchDeleteVpnUsersRequest;
import com.huaweicloud.sdk.vpn.v5.model.BatchDeleteVpnUsersRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnAccessPolicyRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnAccessPolicyRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnAccessPolicyRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUser;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUserGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUserGroupRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUserGroupRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUserRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUserRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnUserRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.DeleteP2cVgwConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVpnAccessPolicyRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVpnUserGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVpnUserRequest;
import com.huaweicloud.sdk.vpn.v5.model.InvalidVpnUser;
import com.huaweicloud.sdk.vpn.v5.model.ListP2cVgwConnectionsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnAccessPoliciesRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnUserGroupsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnUsersInGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnUsersRequest;
import com.huaweicloud.sdk.vpn.v5.model.OpVpnUser;
import com.huaweicloud.sdk.vpn.v5.model.RemoveVpnUserFromGroupRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.RemoveVpnUsersFromGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.ResetVpnUserPasswordRequest;
import com.huaweicloud.sdk.vpn.v5.model.ResetVpnUserPasswordRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnAccessPolicyRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnUserGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnUserRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnAccessPolicyRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnAccessPolicyRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnAccessPolicyRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserGroupRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserGroupRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserGroupRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserPasswordRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserPasswordRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnUserRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.VpnUser;
import com.huaweicloud.sdk.vpn.v5.model.VpnUserGroup;
import com.huaweicloud.sdk.vpn.v5.model.VpnUserInGroup;
import dev.causeway.model.document.SessionReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Every operation on users, groups, policies and live connections, called by the official SDK with an access key over
/// TLS.
class AccessSdkTest {

    private static final TestAccess LAB = new TestAccess();
    private static final VpnClient CLIENT = VpnClient.newBuilder()
            .withCredential(new BasicCredentials()
                    .withAk(LAB.cloud.credentials().accessKey())
                    .withSk(LAB.cloud.credentials().secretKey())
                    .withProjectId(LAB.project.value()))
            .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
            .withEndpoints(List.of("https://127.0.0.1:" + LAB.cloud.port()))
            .build();

    private final TestAccess.Server server = LAB.server(10);
    private final String id = server.id().toString();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private String user(String name) {
        var content = new CreateVpnUserRequestBodyContent().withName(name).withPassword("Abcd_1234");
        return CLIENT.createVpnUser(new CreateVpnUserRequest()
                        .withVpnServerId(id)
                        .withBody(new CreateVpnUserRequestBody().withUser(content)))
                .getUser()
                .getId();
    }

    private String group(String name) {
        var content = new CreateVpnUserGroupRequestBodyContent().withName(name).withDescription("d");
        return CLIENT.createVpnUserGroup(new CreateVpnUserGroupRequest()
                        .withVpnServerId(id)
                        .withBody(new CreateVpnUserGroupRequestBody().withUserGroup(content)))
                .getUserGroup()
                .getId();
    }

    @Test
    void usersAreMadeReadChangedAndDeleted() {
        String group = group("staff");
        String alice = user("alice");
        VpnUser shown = show(alice);
        assertThat(shown.getName()).isEqualTo("alice");
        assertThat(shown.getStaticIp()).isEqualTo("disable");
        assertThat(shown.getUserGroupName()).isEqualTo("default");
        assertThat(shown.getCreatedAt()).isNotNull();
        var change =
                new UpdateVpnUserRequestBodyContent().withDescription("other").withUserGroupId(group);
        VpnUser changed = CLIENT.updateVpnUser(new UpdateVpnUserRequest()
                        .withVpnServerId(id)
                        .withUserId(alice)
                        .withBody(new UpdateVpnUserRequestBody().withUser(change)))
                .getUser();
        assertThat(changed.getUserGroupName()).isEqualTo("staff");
        assertThat(show(alice)).isEqualTo(changed);

        var batch = CLIENT.batchCreateVpnUsers(new BatchCreateVpnUsersRequest()
                .withVpnServerId(id)
                .withBody(new BatchCreateVpnUsersRequestBody()
                        .withUsers(List.of(
                                new CreateVpnUser()
                                        .withName("bobby")
                                        .withPassword("Abcd_1234")
                                        .withUserGroupName("staff")
                                        .withStaticIp("172.16.0.5"),
                                new CreateVpnUser().withName("carol").withPassword("Abcd_1234")))));
        assertThat(batch.getHttpStatusCode()).isEqualTo(201);
        assertThat(batch.getInvalidUsers()).isEmpty();
        var invalid = CLIENT.batchCreateVpnUsers(new BatchCreateVpnUsersRequest()
                        .withVpnServerId(id)
                        .withBody(new BatchCreateVpnUsersRequestBody()
                                .withUsers(List.of(
                                        new CreateVpnUser().withName("bobby").withPassword("Abcd_1234")))))
                .getInvalidUsers();
        assertThat(invalid).extracting(InvalidVpnUser::getCause).containsExactly("Duplicate user name.");

        var all = CLIENT.listVpnUsers(
                new ListVpnUsersRequest().withVpnServerId(id).withLimit(2));
        assertThat(all.getTotalCount()).isEqualTo(3);
        var rest = CLIENT.listVpnUsers(new ListVpnUsersRequest()
                .withVpnServerId(id)
                .withLimit(2)
                .withMarker(all.getPageInfo().getNextMarker()));
        assertThat(rest.getUsers()).extracting(VpnUser::getName).containsExactly("alice");
        assertThat(rest.getPageInfo().getNextMarker()).isNull();

        CLIENT.deleteVpnUser(new DeleteVpnUserRequest().withVpnServerId(id).withUserId(alice));
        assertThatThrownBy(() -> show(alice)).isInstanceOfSatisfying(ClientRequestException.class, wrong -> {
            assertThat(wrong.getHttpStatusCode()).isEqualTo(404);
            assertThat(wrong.getErrorCode()).isEqualTo("VPN.1303");
        });
        CLIENT.batchDeleteVpnUsers(new BatchDeleteVpnUsersRequest()
                .withVpnServerId(id)
                .withBody(new BatchDeleteVpnUsersRequestBody()
                        .withUsers(all.getUsers().stream()
                                .map(user -> new OpVpnUser().withId(user.getId()))
                                .toList())));
        assertThat(CLIENT.listVpnUsers(new ListVpnUsersRequest().withVpnServerId(id))
                        .getUsers())
                .isEmpty();
    }

    private VpnUser show(String user) {
        return CLIENT.showVpnUser(new ShowVpnUserRequest().withVpnServerId(id).withUserId(user))
                .getUser();
    }

    @Test
    void passwordsAreChanged() {
        String alice = user("alice");
        var changed = CLIENT.updateVpnUserPassword(new UpdateVpnUserPasswordRequest()
                .withVpnServerId(id)
                .withUserId(alice)
                .withBody(new UpdateVpnUserPasswordRequestBody()
                        .withOldPassword("Abcd_1234")
                        .withNewPassword("Abcd_1235")));
        assertThat(changed.getHttpStatusCode()).isEqualTo(200);
        var reset = CLIENT.resetVpnUserPassword(new ResetVpnUserPasswordRequest()
                .withVpnServerId(id)
                .withUserId(alice)
                .withBody(new ResetVpnUserPasswordRequestBody().withNewPassword("Abcd_1236")));
        assertThat(reset.getHttpStatusCode()).isEqualTo(200);
    }

    @Test
    void groupsAndPoliciesAreMadeReadChangedAndDeleted() {
        String group = group("staff");
        String alice = user("alice");
        CLIENT.addVpnUsersToGroup(new AddVpnUsersToGroupRequest()
                .withVpnServerId(id)
                .withGroupId(group)
                .withBody(new AddVpnUserToGroupRequestBody().withUsers(List.of(new OpVpnUser().withId(alice)))));
        assertThat(CLIENT.listVpnUsersInGroup(new ListVpnUsersInGroupRequest()
                                .withVpnServerId(id)
                                .withGroupId(group))
                        .getUsers())
                .extracting(VpnUserInGroup::getName)
                .containsExactly("alice");
        assertThat(CLIENT.showVpnUserGroup(new ShowVpnUserGroupRequest()
                                .withVpnServerId(id)
                                .withGroupId(group))
                        .getUserGroup()
                        .getUserNumber())
                .isEqualTo(1);
        assertThat(CLIENT.listVpnUserGroups(new ListVpnUserGroupsRequest().withVpnServerId(id))
                        .getUserGroups())
                .extracting(VpnUserGroup::getType)
                .containsExactly("Custom", "Default");
        var renamed = CLIENT.updateVpnUserGroup(new UpdateVpnUserGroupRequest()
                .withVpnServerId(id)
                .withGroupId(group)
                .withBody(new UpdateVpnUserGroupRequestBody()
                        .withUserGroup(new UpdateVpnUserGroupRequestBodyContent().withName("crew"))));
        assertThat(renamed.getUserGroup().getName()).isEqualTo("crew");

        policies(group);
        CLIENT.removeVpnUsersFromGroup(new RemoveVpnUsersFromGroupRequest()
                .withVpnServerId(id)
                .withGroupId(group)
                .withBody(new RemoveVpnUserFromGroupRequestBody().withUsers(List.of(new OpVpnUser().withId(alice)))));
        assertThat(CLIENT.deleteVpnUserGroup(new DeleteVpnUserGroupRequest()
                                .withVpnServerId(id)
                                .withGroupId(group))
                        .getHttpStatusCode())
                .isEqualTo(204);
    }

    private void policies(String group) {
        String policy = CLIENT.createVpnAccessPolicy(new CreateVpnAccessPolicyRequest()
                        .withVpnServerId(id)
                        .withBody(new CreateVpnAccessPolicyRequestBody()
                                .withAccessPolicy(new CreateVpnAccessPolicyRequestBodyContent()
                                        .withName("p")
                                        .withUserGroupId(group)
                                        .withDestIpCidrs(List.of("10.0.1.0/24")))))
                .getAccessPolicy()
                .getId();
        var changed = CLIENT.updateVpnAccessPolicy(new UpdateVpnAccessPolicyRequest()
                        .withVpnServerId(id)
                        .withPolicyId(policy)
                        .withBody(new UpdateVpnAccessPolicyRequestBody()
                                .withAccessPolicy(new UpdateVpnAccessPolicyRequestBodyContent()
                                        .withDestIpCidrs(List.of("10.0.2.0/24")))))
                .getAccessPolicy();
        assertThat(changed.getUserGroupName()).isEqualTo("crew");
        assertThat(CLIENT.showVpnAccessPolicy(new ShowVpnAccessPolicyRequest()
                                .withVpnServerId(id)
                                .withPolicyId(policy))
                        .getAccessPolicy())
                .isEqualTo(changed);
        assertThat(CLIENT.listVpnAccessPolicies(new ListVpnAccessPoliciesRequest().withVpnServerId(id))
                        .getAccessPolicies())
                .containsExactly(changed);
        assertThat(CLIENT.deleteVpnAccessPolicy(new DeleteVpnAccessPolicyRequest()
                                .withVpnServerId(id)
                                .withPolicyId(policy))
                        .getHttpStatusCode())
                .isEqualTo(204);
    }

    @Test
    void connectionsAreListedAndEnded() {
        SessionReport session = server.session(user("alice"), Instant.parse("2026-03-01T10:00:00Z"), 7);
        server.report(session);
        String gateway = server.gateway().toString();
        var shown = CLIENT.listP2cVgwConnections(new ListP2cVgwConnectionsRequest()
                .withP2cVgwId(gateway)
                .withLimit(100)
                .withOffset(0));
        assertThat(shown.getTotalCount()).isEqualTo(1);
        assertThat(shown.getConnections().getFirst().getInboundPackets()).isEqualTo(7);
        assertThat(shown.getConnections().getFirst().getConnectionEstablishedTime())
                .isNotNull();
        CLIENT.deleteP2cVgwConnection(new DeleteP2cVgwConnectionRequest()
                .withP2cVgwId(gateway)
                .withConnectionId(session.session().toString()));
        assertThat(server.document().ended()).containsExactly(session.session());
    }
}
