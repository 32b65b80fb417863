package dev.causeway.controller.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.DataCipher;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What requests for servers may say, and by which code a wrong one is refused.
class ServerRequestTest {

    private static final String REST = """
            , "server_certificate": {"id": "scs1717051012106"}}""";

    @Test
    void whatIsLeftOutIsUsual() {
        ServerRequest request = read("""
                {"client_cidr": "172.16.0.1/24", "local_subnets": ["10.16.0.0/24"], "ssl_options": {}""" + REST);
        ServerSpec spec = request.spec();
        assertThat(spec.clientCidr().given()).hasToString("172.16.0.1/24");
        assertThat(spec.clientCidr().network()).isEqualTo(Prefix.parse("172.16.0.0/24"));
        assertThat(spec.port()).isEqualTo(443);
        assertThat(spec.cipher()).isEqualTo(DataCipher.AES_128_GCM);
        assertThat(spec.compressed()).isFalse();
        assertThat(spec.clientAuthType()).isEqualTo(ClientAuthType.LOCAL_PASSWORD);
        assertThat(spec.dnsServers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "VPN.1103, client_cidr, 172.16.0.0",
        "VPN.1103, client_cidr, 172.16.0.300/24",
        "VPN.1107, client_cidr, 172.16.0.0/15",
        "VPN.1107, client_cidr, 172.16.0.0/27",
        "VPN.1104, client_cidr, 0.1.0.0/16",
        "VPN.1104, client_cidr, 127.1.0.0/24",
        "VPN.1104, client_cidr, 169.254.3.0/24",
        "VPN.1104, client_cidr, 224.0.1.0/24",
        "VPN.1104, client_cidr, 255.0.1.0/24"
    })
    void aWrongNetworkOfClientsHasItsCode(String code, String path, String cidr) {
        refused(code, path, """
                {"client_cidr": "%s", "local_subnets": ["10.16.0.0/24"]""".formatted(cidr) + REST);
    }

    @ParameterizedTest
    @CsvSource({
        "VPN.1103, local_subnets[0], 10.16.0.1/24",
        "VPN.1103, local_subnets[0], nonsense",
        "VPN.1104, local_subnets[0], 127.0.0.0/8",
        "VPN.1104, local_subnets[0], 0.0.0.0/0"
    })
    void aWrongLocalNetworkHasItsCode(String code, String path, String network) {
        refused(code, path, """
                {"client_cidr": "172.16.0.0/24", "local_subnets": ["%s"]""".formatted(network) + REST);
    }

    @Test
    void localNetworksAreOneToTwentyAndDiffer() {
        refused("VPN.1118", "local_subnets", "{\"client_cidr\": \"172.16.0.0/24\"" + REST);
        refused("VPN.1118", "local_subnets", "{\"client_cidr\": \"172.16.0.0/24\", \"local_subnets\": []" + REST);
        String many = IntStream.rangeClosed(1, 21)
                .mapToObj("\"10.0.%d.0/24\""::formatted)
                .collect(Collectors.joining(", "));
        refused("VPN.1105", "local_subnets", """
                {"client_cidr": "172.16.0.0/24", "local_subnets": [%s]""".formatted(many) + REST);
        refused("VPN.1106", "local_subnets[1]", """
                {"client_cidr": "172.16.0.0/24", "local_subnets": ["10.0.0.0/24", "10.0.0.0/24"]""" + REST);
    }

    @Test
    void clientsDoNotLieInALocalNetwork() {
        ServerRequest request = read("""
                {"client_cidr": "10.16.8.0/24", "local_subnets": ["10.16.0.0/16"]""" + REST);
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> request.spec().requireSound());
        assertThat(refused.violations())
                .singleElement()
                .satisfies(one -> assertThat(code(one)).isEqualTo("VPN.1119"));
    }

    @Test
    void allThatIsWrongIsNamedTogether() {
        var refused = catchThrowableOfType(
                InvalidInput.class, () -> read("{\"client_ca_certificates\": [{\"name\": \"n\"}]}"));
        assertThat(refused.violations())
                .extracting(Violation::path)
                .containsExactly("client_cidr", "local_subnets", "server_certificate", "client_ca_certificates");
    }

    @Test
    void aCertificateIsNeeded() {
        refused("VPN.1100", "server_certificate", """
                {"client_cidr": "172.16.0.0/24", "local_subnets": ["10.16.0.0/24"]}""");
        refused("VPN.1100", "server_certificate.id", """
                {"client_cidr": "172.16.0.0/24", "local_subnets": ["10.16.0.0/24"], "server_certificate": {}}""");
        refused("VPN.1112", "server_certificate.id", """
                {"client_cidr": "172.16.0.0/24", "local_subnets": ["10.16.0.0/24"],
                 "server_certificate": {"id": "no such name!"}}""");
        ServerRequest signed = read("""
                {"client_cidr": "172.16.0.0/24", "local_subnets": ["10.16.0.0/24"],
                 "server_certificate": {"source": "SERVICE_SIGN"}}""");
        assertThat(signed.certificate()).isEqualTo(new CertificateChoice.Signed());
    }

    @Test
    void clientsThatShowCertificatesNeedAnAuthority() {
        String some = "{\"client_cidr\": \"172.16.0.0/24\", \"local_subnets\": [\"10.16.0.0/24\"],"
                + " \"client_auth_type\": \"CERT\"";
        refused("VPN.1101", "client_ca_certificates", some + REST);
        refused("VPN.1101", "client_ca_certificates", some + ", \"client_ca_certificates\": []" + REST);
        String many = IntStream.rangeClosed(1, 11)
                .mapToObj(_ -> "{\"content\": \"x\"}")
                .collect(Collectors.joining(", "));
        refused("VPN.1111", "client_ca_certificates", some + ", \"client_ca_certificates\": [" + many + "]" + REST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "client_auth_type; \"client_auth_type\": \"FEDERATED\"; CERT, LOCAL_PASSWORD",
                "idp_name; \"idp_name\": \"corp\"; LOCAL_PASSWORD",
                "ssl_options.port; \"ssl_options\": {\"port\": 80}; 443 or 1194",
                "ssl_options.protocol; \"ssl_options\": {\"protocol\": \"UDP\"}; TCP",
                "dns_servers; \"dns_servers\": [\"1.1.1.1\", \"1.1.1.2\", \"1.1.1.3\"]; 2",
                "dns_servers[0]; \"dns_servers\": [\"::1\"]; IPv4"
            })
    void whatIsNotBuiltIsRefusedByWhatIsAccepted(String path, String member, String accepted) {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> read("{\"client_cidr\": \"172.16.0.0/24\", \"local_subnets\": [\"10.16.0.0/24\"], " + member
                        + REST));
        assertThat(refused.violations()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo(path);
            assertThat(one.message().toLowerCase(Locale.ROOT)).contains(accepted.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void anUpdateThatSendsBackWhatWasShownChangesNothing() {
        ServerSpec spec = read("""
                {"client_cidr": "172.16.0.1/24", "local_subnets": ["10.16.0.0/24"], "dns_servers": ["10.16.0.2"]""" + REST).spec();
        ServerUpdate update = JsonReader.read(text("""
                {"client_cidr": "172.16.0.1/24", "local_subnets": ["10.16.0.0/24"], "client_auth_type": "LOCAL_PASSWORD",
                 "server_certificate": {"id": ""}, "dns_servers": ["10.16.0.2"],
                 "ssl_options": {"protocol": "TCP", "port": 443, "encryption_algorithm": "AES-128-GCM"}}"""), ServerUpdate::read);
        assertThat(update.of(spec)).isEqualTo(spec);
        var shown = new ServerCertificateCopy(ServerCertificateCopy.Source.CCM, "scs1", "name", List.of());
        assertThat(update.newCertificate(shown)).isEmpty();
        ServerUpdate noServers = JsonReader.read(text("{\"dns_servers\": []}"), ServerUpdate::read);
        assertThat(noServers.of(spec).dnsServers()).isEmpty();
        assertThat(spec.dnsServers()).containsExactly(Ipv4.parse("10.16.0.2"));
    }

    @ParameterizedTest
    @CsvSource({"/26, 15, true", "/26, 16, false", "/24, 63, true", "/24, 64, false", "/16, 500, true"})
    void aNetworkHasRoomForAQuarterOfItsAddresses(String length, int clients, boolean room) {
        assertThat(ClientCidr.parse("10.250.0.0" + length).hasRoomFor(clients)).isEqualTo(room);
    }

    private static ServerRequest read(String json) {
        return JsonReader.read(text(json), in -> ServerRequest.read(in, Instant.now()));
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(String code, String path, String json) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> read(json));
        assertThat(refused.violations()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo(path);
            assertThat(code(one)).isEqualTo(code);
        });
    }

    private static String code(Violation violation) {
        return violation.fault().orElseThrow().code().code();
    }
}
