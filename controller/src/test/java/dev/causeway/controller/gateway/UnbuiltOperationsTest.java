package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.Lab;
import org.junit.jupiter.api.Test;

class UnbuiltOperationsTest {

    private static final String ID = "98c5af8a-demo-a8df-va86-ae2280a6f4c3";

    @Test
    void sayThatTheyAreNotSupportedYet() {
        try (var lab = new Lab()) {
            for (String operation : new String[] {
                "POST /vpn-gateways/%s/update-specification",
                "GET /vpn-gateways/%s/routing-table",
                "GET /vpn-gateways/jobs",
                "POST /connection-monitors",
                "GET /connection-monitors/%s",
                "POST /vpn-connection/%s/reset",
                "GET /vpn-connection/tags",
                "POST /vpn-gateway/%s/tags/create",
                "POST /p2c-vpn-gateways/vpn-servers/%s/users",
                "GET /vpn/quotas",
            }) {
                String[] parts = operation.formatted(ID).split(" ", -1);
                var answer = lab.call(parts[0], parts[1], parts[0].equals("POST") ? "{}" : "");
                assertThat(answer.status()).as(operation).isEqualTo(501);
                assertThat(answer.body().get("error_msg").stringValue()).contains("is not supported yet");
            }
        }
    }

    @Test
    void doNotHideWhatIsBuilt() {
        try (var lab = new Lab()) {
            assertThat(lab.call("GET", "/vpn-gateways/" + ID, "").status()).isEqualTo(404);
            assertThat(lab.call("GET", "/vpn-gateways/availability-zones", "").status())
                    .isEqualTo(200);
            assertThat(lab.call("PATCH", "/vpn-gateways/" + ID, "{}").status()).isEqualTo(405);
        }
    }
}
