package dev.causeway.controller.lts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.lts.v2.LtsClient;
import com.huaweicloud.sdk.lts.v2.model.CreateLogGroupParams;
import com.huaweicloud.sdk.lts.v2.model.CreateLogGroupRequest;
import com.huaweicloud.sdk.lts.v2.model.CreateLogStreamParams;
import com.huaweicloud.sdk.lts.v2.model.CreateLogStreamRequest;
import com.huaweicloud.sdk.lts.v2.model.DeleteLogGroupRequest;
import com.huaweicloud.sdk.lts.v2.model.DeleteLogStreamRequest;
import com.huaweicloud.sdk.lts.v2.model.ListLogGroupsRequest;
import com.huaweicloud.sdk.lts.v2.model.ListLogStreamRequest;
import com.huaweicloud.sdk.lts.v2.model.ListLogsRequest;
import com.huaweicloud.sdk.lts.v2.model.LogContents;
import com.huaweicloud.sdk.lts.v2.model.QueryLtsLogParams;
import com.huaweicloud.sdk.lts.v2.model.UpdateLogGroupParams;
import com.huaweicloud.sdk.lts.v2.model.UpdateLogGroupRequest;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVpnConnectionsLogConfigRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnConnectionsLogConfigRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnConnectionsLogConfigRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnLogConfigRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnLogConfigRequestBodyContent;
import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.password.Passwords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official SDKs sign, call and read every operation on streams of lines, and on where the logs of gateways go.
class LogSdkTest {

    private static final TestCloud CLOUD = new TestCloud();
    private static final LogFeature LOGS =
            LogFeature.open(CLOUD.database, CLOUD.clientGateways.gateways(), CLOUD.clock);

    private static TestApi api;
    private static TenantCredentials tenant;
    private static LtsClient lts;
    private static VpnClient vpn;
    private static P2cRows.Placed gateway;

    @BeforeAll
    static void connect(@TempDir Path folder) {
        var settings = new Identity.Settings("region-1", "https://127.0.0.1:8443", Optional.empty());
        var identity = new Identity(
                CLOUD.database, Vault.open(folder.resolve("key")), new Passwords(2), settings, CLOUD.clock);
        var routes = new ArrayList<>(identity.routes());
        routes.addAll(LOGS.routes());
        api = TestApi.serve(routes, identity.authenticator(), 64);
        identity.bootstrap("main", (made, _) -> tenant = made);
        ProjectId project = tenant.projectId().orElseThrow();
        gateway = P2cRows.insert(CLOUD, project, 10);
        lts = build(LtsClient.newBuilder(), project);
        vpn = build(VpnClient.newBuilder(), project);
    }

    private static <T> T build(ClientBuilder<T> builder, ProjectId project) {
        return builder.withCredential(new BasicCredentials()
                        .withAk(tenant.accessKey())
                        .withSk(tenant.secretKey())
                        .withProjectId(project.value()))
                .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
                .withEndpoints(List.of("https://127.0.0.1:" + api.port()))
                .build();
    }

    @AfterAll
    static void close() {
        api.close();
        CLOUD.close();
    }

    @Test
    void groupsAndStreamsAreMadeListedChangedAndDeleted() {
        String group = group("sdk");
        String stream = stream(group);
        assertThat(lts.listLogGroups(new ListLogGroupsRequest()).getLogGroups())
                .filteredOn(one -> one.getLogGroupId().equals(group))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getLogGroupName()).isEqualTo("sdk");
                    assertThat(one.getTtlInDays()).isEqualTo(7);
                    assertThat(one.getCreationTime()).isPositive();
                    assertThat(one.getTag()).isEmpty();
                });
        var changed = lts.updateLogGroup(new UpdateLogGroupRequest()
                .withLogGroupId(group)
                .withBody(new UpdateLogGroupParams().withTtlInDays(9)));
        assertThat(changed.getTtlInDays()).isEqualTo(9);
        assertThat(lts.listLogStream(new ListLogStreamRequest().withLogGroupId(group))
                        .getLogStreams())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getLogStreamId()).isEqualTo(stream);
                    assertThat(one.getLogStreamName()).isEqualTo("clients");
                    assertThat(one.getTtlInDays()).isEqualTo(9);
                    assertThat(one.getFilterCount()).isZero();
                    assertThat(one.getIsFavorite()).isFalse();
                    assertThat(one.getTag()).isEmpty();
                });
        var gone = new DeleteLogStreamRequest().withLogGroupId(group).withLogStreamId(stream);
        assertThat(lts.deleteLogStream(gone).getHttpStatusCode()).isEqualTo(204);
        assertThatThrownBy(() -> lts.deleteLogStream(gone)).satisfies(e -> isRefused(e, 400, "VPN.0001"));
        assertThat(lts.deleteLogGroup(new DeleteLogGroupRequest().withLogGroupId(group))
                        .getHttpStatusCode())
                .isEqualTo(204);
    }

    @Test
    void theLogOfAGatewayIsReadPageByPage() {
        String group = group("read");
        String stream = stream(group);
        var show = new ShowVpnConnectionsLogConfigRequest()
                .withP2cVgwId(gateway.gateway().toString());
        assertThatThrownBy(() -> vpn.showVpnConnectionsLogConfig(show)).satisfies(e -> isRefused(e, 404, "VPN.0004"));
        var content =
                new UpdateVpnLogConfigRequestBodyContent().withLogGroupId(group).withLogStreamId(stream);
        vpn.updateVpnConnectionsLogConfig(new UpdateVpnConnectionsLogConfigRequest()
                .withP2cVgwId(gateway.gateway().toString())
                .withBody(new UpdateVpnLogConfigRequestBody().withLogConfig(content)));
        assertThat(vpn.showVpnConnectionsLogConfig(show).getLogConfig().getLogStreamId())
                .isEqualTo(stream);
        report(1, 2, 3);

        var first = lts.listLogs(ask(group, stream, Optional.empty()));
        assertThat(first.getCount()).isEqualTo(3);
        assertThat(first.getIsQueryComplete()).isTrue();
        assertThat(first.getLogs()).extracting(LogContents::getContent).containsExactly("line 3", "line 2");
        var second = lts.listLogs(
                ask(group, stream, Optional.of(first.getLogs().getLast().getLineNum())));
        assertThat(second.getLogs()).extracting(LogContents::getContent).containsExactly("line 1");

        var end = new DeleteVpnConnectionsLogConfigRequest()
                .withP2cVgwId(gateway.gateway().toString());
        assertThat(vpn.deleteVpnConnectionsLogConfig(end).getHttpStatusCode()).isEqualTo(204);
        assertThat(vpn.deleteVpnConnectionsLogConfig(end).getHttpStatusCode()).isEqualTo(204);
    }

    private static ListLogsRequest ask(String group, String stream, Optional<String> behind) {
        Instant now = CLOUD.clock.instant();
        var params = new QueryLtsLogParams()
                .withStartTime(Long.toString(now.minusSeconds(60).toEpochMilli()))
                .withEndTime(Long.toString(now.plusSeconds(60).toEpochMilli()))
                .withKeywords("line")
                .withIsDesc(true)
                .withLimit(2);
        behind.ifPresent(line -> params.withLineNum(line).withSearchType(QueryLtsLogParams.SearchTypeEnum.FORWARDS));
        return new ListLogsRequest()
                .withLogGroupId(group)
                .withLogStreamId(stream)
                .withBody(params);
    }

    private static void report(long... positions) {
        List<LogLine> lines = LongStream.of(positions)
                .mapToObj(position -> new LogLine(
                        new LogSource.Node(gateway.node()), position, CLOUD.clock.instant(), "line " + position))
                .toList();
        var report = new HostReport(CLOUD.clock.instant(), List.of(), lines);
        CLOUD.database.change(tx -> {
            CLOUD.reports.take(tx, CLOUD.host, report, CLOUD.clock.instant());
            LOGS.observers().forEach(observer -> observer.observe(tx, report));
        });
    }

    private static String group(String name) {
        return lts.createLogGroup(new CreateLogGroupRequest()
                        .withBody(new CreateLogGroupParams()
                                .withLogGroupName(name)
                                .withTtlInDays(7)))
                .getLogGroupId();
    }

    private static String stream(String group) {
        return lts.createLogStream(new CreateLogStreamRequest()
                        .withLogGroupId(group)
                        .withBody(new CreateLogStreamParams().withLogStreamName("clients")))
                .getLogStreamId();
    }

    private static void isRefused(Throwable thrown, int status, String code) {
        assertThat(thrown).isInstanceOfSatisfying(ClientRequestException.class, e -> {
            assertThat(e.getHttpStatusCode()).isEqualTo(status);
            assertThat(e.getErrorCode()).isEqualTo(code);
        });
    }
}
