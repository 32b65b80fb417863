package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.eip.v2.EipClient;
import com.huaweicloud.sdk.eip.v2.model.AddPublicipsIntoSharedBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.AddPublicipsIntoSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.AddPublicipsIntoSharedBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipOption;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.CreatePublicipRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreateSharedBandwidhRequestBody;
import com.huaweicloud.sdk.eip.v2.model.CreateSharedBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.CreateSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.DeletePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.DeleteSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.InsertPublicipInfo;
import com.huaweicloud.sdk.eip.v2.model.ListBandwidthsRequest;
import com.huaweicloud.sdk.eip.v2.model.ListPublicipsRequest;
import com.huaweicloud.sdk.eip.v2.model.RemoveFromSharedBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.RemovePublicipInfo;
import com.huaweicloud.sdk.eip.v2.model.RemovePublicipsFromSharedBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.RemovePublicipsFromSharedBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.ShowBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.ShowPublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdateBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.UpdateBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdateBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.UpdatePrePaidBandwidthOption;
import com.huaweicloud.sdk.eip.v2.model.UpdatePrePaidBandwidthRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdatePrePaidBandwidthRequestBody;
import com.huaweicloud.sdk.eip.v2.model.UpdatePublicipOption;
import com.huaweicloud.sdk.eip.v2.model.UpdatePublicipRequest;
import com.huaweicloud.sdk.eip.v2.model.UpdatePublicipsRequestBody;
import com.huaweicloud.sdk.eip.v3.model.DisassociatePublicipsRequest;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.DeleteSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.DeleteVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListSubnetsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.ShowVpcTagsRequest;
import com.huaweicloud.sdk.vpc.v2.model.Subnet.StatusEnum;
import com.huaweicloud.sdk.vpc.v2.model.UpdateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.UpdateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.UpdateVpcRequestBody;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.password.Passwords;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official SDK signs, calls and reads the operations on VPCs, subnets, EIPs and bandwidths, of each version that
/// it has. Of tags it reads those of a VPC.
class OfficialVpcSdkTest {

    private static final TestInventory CLOUD = new TestInventory();

    private static TestApi api;
    private static VpcClient vpcs;
    private static com.huaweicloud.sdk.vpc.v3.VpcClient vpcsV3;
    private static EipClient eips;
    private static com.huaweicloud.sdk.eip.v3.EipClient eipsV3;

    @BeforeAll
    static void connect(@TempDir Path folder) {
        var settings = new Identity.Settings("region-1", "https://127.0.0.1:8443", Optional.empty());
        var identity = new Identity(
                CLOUD.database, Vault.open(folder.resolve("key")), new Passwords(2), settings, Clock.systemUTC());
        identity.bootstrap("main", (tenant, _) -> connect(identity, tenant));
    }

    private static void connect(Identity identity, TenantCredentials tenant) {
        api = TestApi.serve(CLOUD.inventory.routes(), identity.authenticator(), 64);
        var credentials = new BasicCredentials()
                .withAk(tenant.accessKey())
                .withSk(tenant.secretKey())
                .withProjectId(tenant.projectId().orElseThrow().value());
        var endpoints = List.of("https://127.0.0.1:" + api.port());
        var http = HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true);
        vpcs = VpcClient.newBuilder()
                .withCredential(credentials)
                .withEndpoints(endpoints)
                .withHttpConfig(http)
                .build();
        vpcsV3 = com.huaweicloud.sdk.vpc.v3.VpcClient.newBuilder()
                .withCredential(credentials)
                .withEndpoints(endpoints)
                .withHttpConfig(http)
                .build();
        eips = EipClient.newBuilder()
                .withCredential(credentials)
                .withEndpoints(endpoints)
                .withHttpConfig(http)
                .build();
        eipsV3 = com.huaweicloud.sdk.eip.v3.EipClient.newBuilder()
                .withCredential(credentials)
                .withEndpoints(endpoints)
                .withHttpConfig(http)
                .build();
    }

    @AfterAll
    static void close() {
        api.close();
        CLOUD.close();
    }

    @Test
    void vpcsAreMadeReadChangedAndDeleted() {
        var made = createVpc("10.0.0.0/16");
        assertThat(made.getStatus().getValue()).isEqualTo("CREATING");
        var shown = vpcs.showVpc(new ShowVpcRequest().withVpcId(made.getId())).getVpc();
        assertThat(shown).isEqualTo(made);
        assertThat(shown.getCreatedAt()).isNotNull();
        assertThat(vpcs.listVpcs(new ListVpcsRequest().withId(made.getId())).getVpcs())
                .containsExactly(shown);
        var third = vpcsV3.showVpc(new com.huaweicloud.sdk.vpc.v3.model.ShowVpcRequest().withVpcId(made.getId()));
        assertThat(third.getVpc().getCidr()).isEqualTo("10.0.0.0/16");
        assertThat(third.getVpc().getExtendCidrs()).isEmpty();
        assertThat(vpcsV3.listVpcs(new com.huaweicloud.sdk.vpc.v3.model.ListVpcsRequest().withLimit(1))
                        .getVpcs())
                .hasSize(1);
        var change = new UpdateVpcRequestBody().withVpc(new UpdateVpcOption().withName("renamed"));
        assertThat(vpcs.updateVpc(new UpdateVpcRequest().withVpcId(made.getId()).withBody(change))
                        .getVpc()
                        .getName())
                .isEqualTo("renamed");
        assertThat(vpcs.showVpcTags(new ShowVpcTagsRequest().withVpcId(made.getId()))
                        .getTags())
                .isEmpty();
        assertThat(vpcs.deleteVpc(new DeleteVpcRequest().withVpcId(made.getId()))
                        .getHttpStatusCode())
                .isEqualTo(204);
    }

    @Test
    void subnetsAreMadeReadChangedAndDeleted() {
        var vpc = createVpc("192.168.0.0/16");
        var wanted = new CreateSubnetOption()
                .withName("front")
                .withCidr("192.168.1.0/24")
                .withGatewayIp("192.168.1.1")
                .withVpcId(vpc.getId())
                .withDnsList(List.of("192.0.2.53"));
        var made = vpcs.createSubnet(
                        new CreateSubnetRequest().withBody(new CreateSubnetRequestBody().withSubnet(wanted)))
                .getSubnet();
        assertThat(made.getStatus()).isEqualTo(StatusEnum.UNKNOWN);
        var shown = vpcs.showSubnet(new ShowSubnetRequest().withSubnetId(made.getId()))
                .getSubnet();
        assertThat(shown).isEqualTo(made);
        assertThat(shown.getDnsList()).containsExactly("192.0.2.53");
        assertThat(shown.getPrimaryDns()).isEqualTo("192.0.2.53");
        assertThat(vpcs.listSubnets(new ListSubnetsRequest().withVpcId(vpc.getId()))
                        .getSubnets())
                .containsExactly(shown);
        var change = new UpdateSubnetRequestBody().withSubnet(new UpdateSubnetOption().withName("renamed"));
        var changed = vpcs.updateSubnet(new UpdateSubnetRequest()
                .withVpcId(vpc.getId())
                .withSubnetId(made.getId())
                .withBody(change));
        assertThat(changed.getSubnet().getId()).isEqualTo(made.getId());
        vpcs.deleteSubnet(new DeleteSubnetRequest().withVpcId(vpc.getId()).withSubnetId(made.getId()));
        assertThatThrownBy(() -> vpcs.showSubnet(new ShowSubnetRequest().withSubnetId(made.getId())))
                .isInstanceOfSatisfying(ClientRequestException.class, refusal -> {
                    assertThat(refusal.getHttpStatusCode()).isEqualTo(404);
                    assertThat(refusal.getErrorCode()).isEqualTo("VPN.0004");
                    assertThat(refusal.getRequestId()).isNotEmpty();
                });
    }

    @Test
    void eipsAreMadeReadChangedAndDeleted() {
        String id = createEip();
        var shown =
                eips.showPublicip(new ShowPublicipRequest().withPublicipId(id)).getPublicip();
        assertThat(shown.getPublicIpAddress()).startsWith("203.0.113.");
        assertThat(shown.getStatus().getValue()).isEqualTo("DOWN");
        assertThat(shown.getBandwidthName()).isEqualTo("office");
        assertThat(eips.listPublicips(new ListPublicipsRequest().addIdItem(id)).getPublicips())
                .containsExactly(shown);
        var change = new UpdatePublicipsRequestBody().withPublicip(new UpdatePublicipOption().withAlias("main"));
        assertThat(eips.updatePublicip(
                                new UpdatePublicipRequest().withPublicipId(id).withBody(change))
                        .getPublicip()
                        .getAlias())
                .isEqualTo("main");
        changeBandwidth(shown.getBandwidthId());
        readWithVersion3(id);
        eips.deletePublicip(new DeletePublicipRequest().withPublicipId(id));
        assertThatThrownBy(() -> eips.showPublicip(new ShowPublicipRequest().withPublicipId(id)))
                .isInstanceOf(ClientRequestException.class);
    }

    @Test
    void bandwidthsAreSharedChangedAndDeleted() {
        var made = eips.createSharedBandwidth(new CreateSharedBandwidthRequest()
                        .withBody(new CreateSharedBandwidhRequestBody()
                                .withBandwidth(new CreateSharedBandwidthOption()
                                        .withName("all")
                                        .withSize(100)
                                        .withBandwidthType("share")
                                        .withPublicBorderGroup("center"))))
                .getBandwidth();
        String id = made.getId();
        assertThat(made.getShareType().getValue()).isEqualTo("WHOLE");
        assertThat(made.getBandwidthType()).isEqualTo("share");
        assertThat(made.getPublicBorderGroup()).isEqualTo("center");
        String member = createEip();
        var wanted = new AddPublicipsIntoSharedBandwidthOption()
                .withPublicipInfo(List.of(new InsertPublicipInfo().withPublicipId(member)));
        var filled = eips.addPublicipsIntoSharedBandwidth(new AddPublicipsIntoSharedBandwidthRequest()
                        .withBandwidthId(id)
                        .withBody(new AddPublicipsIntoSharedBandwidthRequestBody().withBandwidth(wanted)))
                .getBandwidth();
        assertThat(filled.getPublicipInfo())
                .singleElement()
                .satisfies(one -> assertThat(one.getPublicipId()).isEqualTo(member));
        var change = new UpdatePrePaidBandwidthOption().withName("more").withSize(150);
        var changed = eips.updatePrePaidBandwidth(new UpdatePrePaidBandwidthRequest()
                        .withBandwidthId(id)
                        .withBody(new UpdatePrePaidBandwidthRequestBody().withBandwidth(change)))
                .getBandwidth();
        assertThat(changed.getName()).isEqualTo("more");
        assertThat(eips.showBandwidth(new ShowBandwidthRequest().withBandwidthId(id))
                        .getBandwidth())
                .isEqualTo(changed);
        emptyAndDelete(id, member);
    }

    private static void emptyAndDelete(String bandwidth, String member) {
        var leaving = new RemoveFromSharedBandwidthOption()
                .withChargeMode(RemoveFromSharedBandwidthOption.ChargeModeEnum.TRAFFIC)
                .withSize(7)
                .withPublicipInfo(List.of(new RemovePublicipInfo().withPublicipId(member)));
        eips.removePublicipsFromSharedBandwidth(new RemovePublicipsFromSharedBandwidthRequest()
                .withBandwidthId(bandwidth)
                .withBody(new RemovePublicipsFromSharedBandwidthRequestBody().withBandwidth(leaving)));
        assertThat(eips.showPublicip(new ShowPublicipRequest().withPublicipId(member))
                        .getPublicip()
                        .getBandwidthSize())
                .isEqualTo(7);
        assertThat(eips.deleteSharedBandwidth(new DeleteSharedBandwidthRequest().withBandwidthId(bandwidth))
                        .getHttpStatusCode())
                .isEqualTo(204);
    }

    @Test
    void whatDoesNotExistIsAClientsError() {
        assertThatThrownBy(() -> vpcs.showVpc(
                        new ShowVpcRequest().withVpcId(UUID.randomUUID().toString())))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        refusal -> assertThat(refusal.getHttpStatusCode()).isEqualTo(404));
    }

    private static void changeBandwidth(String id) {
        var shown = eips.showBandwidth(new ShowBandwidthRequest().withBandwidthId(id))
                .getBandwidth();
        assertThat(shown.getSize()).isEqualTo(8);
        assertThat(eips.listBandwidths(new ListBandwidthsRequest()).getBandwidths())
                .contains(shown);
        var change = new UpdateBandwidthRequestBody().withBandwidth(new UpdateBandwidthOption().withSize(20));
        assertThat(eips.updateBandwidth(
                                new UpdateBandwidthRequest().withBandwidthId(id).withBody(change))
                        .getBandwidth()
                        .getSize())
                .isEqualTo(20);
    }

    private static void readWithVersion3(String id) {
        var shown = eipsV3.showPublicip(new com.huaweicloud.sdk.eip.v3.model.ShowPublicipRequest().withPublicipId(id))
                .getPublicip();
        assertThat(shown.getBandwidth().getSize()).isEqualTo(20);
        assertThat(shown.getUpdatedAt()).isNotNull();
        assertThat(eipsV3.listPublicips(new com.huaweicloud.sdk.eip.v3.model.ListPublicipsRequest().withLimit(1))
                        .getPublicips())
                .hasSize(1);
        var described = eipsV3.updatePublicip(new com.huaweicloud.sdk.eip.v3.model.UpdatePublicipRequest()
                .withPublicipId(id)
                .withBody(new com.huaweicloud.sdk.eip.v3.model.UpdatePublicipsRequestBody()
                        .withPublicip(new com.huaweicloud.sdk.eip.v3.model.UpdatePublicipOption()
                                .withDescription("the office"))));
        assertThat(described.getPublicip().getDescription()).isEqualTo("the office");
        assertThat(described.getPublicip().getAlias()).isEqualTo("main");
        var answer = eipsV3.disassociatePublicips(new DisassociatePublicipsRequest().withPublicipId(id));
        assertThat(answer.getHttpStatusCode()).isEqualTo(200);
    }

    private static String createEip() {
        return eips.createPublicip(new CreatePublicipRequest()
                        .withBody(new CreatePublicipRequestBody()
                                .withPublicip(new CreatePublicipOption().withType("5_bgp"))
                                .withBandwidth(new CreatePublicipBandwidthOption()
                                        .withName("office")
                                        .withSize(8)
                                        .withShareType(CreatePublicipBandwidthOption.ShareTypeEnum.PER)
                                        .withChargeMode(CreatePublicipBandwidthOption.ChargeModeEnum.TRAFFIC))))
                .getPublicip()
                .getId();
    }

    private static com.huaweicloud.sdk.vpc.v2.model.Vpc createVpc(String cidr) {
        var wanted = new CreateVpcOption().withName("net").withCidr(cidr);
        return vpcs.createVpc(new CreateVpcRequest().withBody(new CreateVpcRequestBody().withVpc(wanted)))
                .getVpc();
    }
}
