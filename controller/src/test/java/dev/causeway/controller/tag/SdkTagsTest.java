package dev.causeway.controller.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.BatchCreateResourceTagsRequest;
import com.huaweicloud.sdk.vpn.v5.model.BatchDeleteResourceTagsRequest;
import com.huaweicloud.sdk.vpn.v5.model.CountResourcesByTagsRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateResourcesTagsRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.DeleteResourcesTagsRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.ListProjectTagsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListResourcesByTagsRequest;
import com.huaweicloud.sdk.vpn.v5.model.Match;
import com.huaweicloud.sdk.vpn.v5.model.QueryResourcesRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.ResourceTag;
import com.huaweicloud.sdk.vpn.v5.model.ShowResourceTagsRequest;
import com.huaweicloud.sdk.vpn.v5.model.Tag;
import dev.causeway.controller.connection.TestCloud;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The six operations on tags, called by the official SDK with an access key over TLS.
class SdkTagsTest {

    private static final TestCloud LAB = TestCloud.guarded();
    private static final VpnClient CLIENT = VpnClient.newBuilder()
            .withCredential(new BasicCredentials()
                    .withAk(LAB.credentials().accessKey())
                    .withSk(LAB.credentials().secretKey())
                    .withProjectId(LAB.project.value()))
            .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
            .withEndpoints(List.of("https://127.0.0.1:" + LAB.port()))
            .build();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void tagsArePutOnAndTakenOff() {
        TestCloud.Site site = LAB.gateway("");
        String customer = LAB.customerGateway("198.51.100.2");
        String connection = LAB.connect(site, site.eip1(), customer, TestCloud.USUAL);
        for (var resource : Stream.of(
                        new Labelled("vpn-gateway", site.gateway()),
                        new Labelled("customer-gateway", customer),
                        new Labelled("vpn-connection", connection))
                .toList()) {
            assertThat(resource.create(
                            new ResourceTag().withKey("team").withValue("net"), new ResourceTag().withKey("env")))
                    .isEqualTo(204);
            assertThat(resource.shown())
                    .containsExactly(
                            new ResourceTag().withKey("env").withValue(""),
                            new ResourceTag().withKey("team").withValue("net"));
            assertThat(resource.ofProject())
                    .containsExactly(
                            new Tag().withKey("env").withValues(List.of("")),
                            new Tag().withKey("team").withValues(List.of("net")));
            assertThat(resource.delete(new ResourceTag().withKey("env"))).isEqualTo(204);
            assertThat(resource.shown())
                    .containsExactly(new ResourceTag().withKey("team").withValue("net"));
        }
    }

    @Test
    void resourcesAreFoundAndCounted() {
        String red = LAB.customerGateway("198.51.100.3");
        String blue = LAB.customerGateway("198.51.100.4");
        new Labelled("customer-gateway", red)
                .create(new ResourceTag().withKey("colour").withValue("red"));
        new Labelled("customer-gateway", blue)
                .create(new ResourceTag().withKey("colour").withValue("blue"));
        var either = new QueryResourcesRequestBody()
                .withTags(List.of(new Tag().withKey("colour").withValues(List.of("red", "blue"))))
                .withMatches(
                        List.of(new Match().withKey(Match.KeyEnum.RESOURCE_NAME).withValue("cgw-")))
                .withWithoutAnyTag(false);
        var found = CLIENT.listResourcesByTags(new ListResourcesByTagsRequest()
                .withResourceType(ListResourcesByTagsRequest.ResourceTypeEnum.CUSTOMER_GATEWAY)
                .withLimit("1")
                .withOffset("1")
                .withBody(either));
        assertThat(found.getTotalCount()).isEqualTo(2);
        assertThat(found.getResources()).singleElement().satisfies(resource -> {
            assertThat(resource.getResourceId()).isEqualTo(red);
            assertThat(resource.getResourceName()).startsWith("cgw-");
            assertThat(resource.getResourceDetail()).isNull();
            assertThat(resource.getTags())
                    .containsExactly(new ResourceTag().withKey("colour").withValue("red"));
        });
        var count = CLIENT.countResourcesByTags(new CountResourcesByTagsRequest()
                .withResourceType(CountResourcesByTagsRequest.ResourceTypeEnum.CUSTOMER_GATEWAY)
                .withBody(either));
        assertThat(count.getTotalCount()).isEqualTo(2);
    }

    @Test
    void aRefusalReachesTheCallerOfTheSdk() {
        var resource = new Labelled("customer-gateway", LAB.customerGateway("198.51.100.5"));
        assertThatThrownBy(() -> resource.create(new ResourceTag().withKey("a*b")))
                .isInstanceOfSatisfying(ServiceResponseException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(400);
                    assertThat(e.getErrorCode()).isEqualTo("VPN.0001");
                    assertThat(e.getErrorMsg()).contains("tags[0].key: must be 1 to 128 letters");
                });
    }

    private record Labelled(String type, String id) {

        int create(ResourceTag... tags) {
            return CLIENT.batchCreateResourceTags(new BatchCreateResourceTagsRequest()
                            .withResourceType(BatchCreateResourceTagsRequest.ResourceTypeEnum.fromValue(type))
                            .withResourceId(id)
                            .withBody(new CreateResourcesTagsRequestBody().withTags(List.of(tags))))
                    .getHttpStatusCode();
        }

        int delete(ResourceTag... tags) {
            return CLIENT.batchDeleteResourceTags(new BatchDeleteResourceTagsRequest()
                            .withResourceType(BatchDeleteResourceTagsRequest.ResourceTypeEnum.fromValue(type))
                            .withResourceId(id)
                            .withBody(new DeleteResourcesTagsRequestBody().withTags(List.of(tags))))
                    .getHttpStatusCode();
        }

        List<ResourceTag> shown() {
            return CLIENT.showResourceTags(new ShowResourceTagsRequest()
                            .withResourceType(ShowResourceTagsRequest.ResourceTypeEnum.fromValue(type))
                            .withResourceId(id))
                    .getTags();
        }

        List<Tag> ofProject() {
            return CLIENT.listProjectTags(new ListProjectTagsRequest()
                            .withResourceType(ListProjectTagsRequest.ResourceTypeEnum.fromValue(type)))
                    .getTags();
        }
    }
}
