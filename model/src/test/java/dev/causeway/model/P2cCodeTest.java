package dev.causeway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class P2cCodeTest {

    /// In each line the code, the status and the text.
    private static final Path FACTS = Path.of("src/test/resources/codes/p2c");

    @Test
    void theCatalogueIsWhatClientsKnow() throws IOException {
        List<String> facts = Files.readAllLines(FACTS);
        assertThat(facts).hasSize(92);
        assertThat(P2cCode.all())
                .extracting(code -> "%s|%d|%s".formatted(code.code(), code.status(), code.text()))
                .isEqualTo(facts);
    }

    @Test
    void aTextNamesAsMuchAsItsTypeTakes() {
        assertThat(P2cCode.all())
                .allSatisfy(code -> assertThat(code.text().split("%s", -1))
                        .hasSize(1
                                + switch (code) {
                                    case ErrorCode.Plain _ -> 0;
                                    case ErrorCode.Of<?> _ -> 1;
                                    case ErrorCode.OfTwo<?, ?> _ -> 2;
                                }));
    }

    @Test
    void whatItNamesAndTheReasonAreSaid() {
        var subnet = new SubnetId(new UUID(0, 1));
        var vpc = new VpcId(new UUID(0, 2));
        assertThat(P2cCode.SUBNET_OF_OTHER_VPC.of(subnet, vpc).message())
                .isEqualTo("Interconnection subnet %s does not belong to the VPC %s.".formatted(subnet, vpc));
        assertThat(P2cCode.SERVER_CERTIFICATE_ABNORMAL
                        .of("scs1")
                        .because("it expired on %s", "2026-01-01")
                        .failure())
                .hasMessage("The status of server certificate scs1 is abnormal.: it expired on 2026-01-01");
    }
}
