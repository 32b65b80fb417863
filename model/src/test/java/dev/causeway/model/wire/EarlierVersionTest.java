package dev.causeway.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Steering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

/// This version and the one before it, of which these texts are: whatever either writes of what both know, the other
/// reads whole. So it does not matter which of controller and agent is replaced first, and either can be put back.
class EarlierVersionTest {

    @ParameterizedTest
    @CsvSource({"node", "node-withdrawn", "vpc", "internet"})
    void documentsAreReadAndWrittenAsTheVersionBeforeDid(String name) throws IOException {
        isTheSame(name, Document.class, EarlierReader.Document.class);
    }

    @Test
    void reportsListsAndPositionsAreReadAndWrittenAsTheVersionBeforeDid() throws IOException {
        isTheSame("report", HostReport.class, EarlierReader.Report.class);
        isTheSame("index", DocumentIndex.class, EarlierReader.Index.class);
        isTheSame("log-positions", LogPositions.class, EarlierReader.Positions.class);
        assertThat(Wire.readReport(text("report"))).isEqualTo(Wire.read(text("report"), HostReport.class));
    }

    @Test
    void tunnelsOfTheVersionBeforeAreUnderstood() throws IOException {
        NodeDocument node = (NodeDocument) Wire.read(text("node"), Document.class);
        assertThat(node.tunnels().getFirst().steering())
                .isEqualTo(new Steering.Policy(List.of(
                        new PolicyRule(Prefix.parse("192.168.0.0/25"), prefixes("10.1.5.0/24", "10.1.0.0/24")),
                        new PolicyRule(Prefix.parse("192.168.0.128/25"), prefixes("10.1.0.0/24")))));
        assertThat(node.tunnels().getFirst().authentication())
                .isEqualTo(new Authentication.SharedKey(Optional.of(new PreSharedKey("a\"b {#} \\ ü"))));
        assertThat(node.tunnels().getLast().steering())
                .isEqualTo(new Steering.Static(prefixes("10.2.0.0/16", "10.1.128.0/17")));
        assertThat(node.tunnels().getLast().authentication()).isEqualTo(new Authentication.SharedKey(Optional.empty()));
    }

    /// A later version must not be misread: the document stays as it was.
    @Test
    void aSteeringThatNobodyKnowsYetIsNotUnderstood() throws IOException {
        String later = new String(text("node"), StandardCharsets.UTF_8)
                .replace("\"style\":\"STATIC\"", "\"style\":\"RIP\",\"rip\":{\"metric\":2}")
                .replace("\"peerSubnets\":[\"10.2.0.0/16\",\"10.1.128.0/17\"],\"policyRules\":[]", "\"colour\":1");
        assertThat(later).contains("RIP").contains("colour");
        byte[] json = later.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Wire.read(json, Document.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> EarlierReader.read(json, EarlierReader.Document.class))
                .isInstanceOf(JacksonException.class);
    }

    /// A part or a log of a later kind stands beside what was there, so that the rest is read all the same.
    @Test
    void kindsOfPartsAndLogsThatNobodyKnowsYetArePassedOver() throws IOException {
        String later = string(text("report")).replaceFirst("\\{", "{\"planets\":[{\"state\":1}],\"planetLog\":[{}],");
        byte[] json = later.getBytes(StandardCharsets.UTF_8);
        assertThat(Wire.readReport(json)).isEqualTo(Wire.readReport(text("report")));
        assertThat(EarlierReader.read(json, EarlierReader.Report.class))
                .isEqualTo(EarlierReader.read(text("report"), EarlierReader.Report.class));
    }

    /// What the version before wrote is read, and what is written of it is what that version understands, in whole.
    private static void isTheSame(String name, Class<?> now, Class<?> before) throws IOException {
        byte[] written = Wire.write(Wire.read(text(name), now));
        assertThat(string(written)).isEqualTo(string(text(name)));
        assertThat(string(EarlierReader.rewritten(written, before))).isEqualTo(string(text(name)));
    }

    private static List<Prefix> prefixes(String... all) {
        return List.of(all).stream().map(Prefix::parse).toList();
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] text(String name) throws IOException {
        try (InputStream in = EarlierVersionTest.class.getResourceAsStream("/earlier/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
