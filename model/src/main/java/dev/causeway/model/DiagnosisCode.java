package dev.causeway.model;

/// What is the matter with a connection, as clients are told. The list is closed.
public enum DiagnosisCode implements ApiWord {
    /// Traffic passes.
    OK("ok"),
    /// Something is being done about it: settings are on their way to its host, or it is being negotiated.
    APPLYING("applying"),
    /// Its host cannot hold the settings.
    CANNOT_BE_APPLIED("cannot-be-applied"),
    /// Its host has said nothing for a while.
    HOST_SILENT("host-silent"),
    /// The daemon that negotiates does not run or does not answer.
    DAEMON_FAILED("daemon-failed"),
    /// There is no pre-shared key yet.
    NO_PSK("no-psk"),
    /// Our daemon found that the pre-shared keys differ.
    PSK_MISMATCH("psk-mismatch"),
    /// The peer calls itself by another name than our daemon expects.
    IDENTITY_MISMATCH("identity-mismatch"),
    /// The peer refused to prove who we are, and it alone knows why.
    REFUSED_BY_PEER("refused-by-peer"),
    /// The two ends have no algorithms for the IKE SA in common.
    IKE_PROPOSAL_MISMATCH("ike-proposal-mismatch"),
    /// The two ends have no algorithms for child SAs in common.
    ESP_PROPOSAL_MISMATCH("esp-proposal-mismatch"),
    /// The two ends want to carry different networks.
    TRAFFIC_SELECTOR_MISMATCH("traffic-selector-mismatch"),
    /// The peer does not answer.
    PEER_SILENT("peer-silent"),
    /// The peer answers on port 500, and not on 4500, which all that follows goes to.
    PORT_4500_BLOCKED("port-4500-blocked"),
    /// No way leads to the peer's address.
    PEER_UNREACHABLE("peer-unreachable"),
    /// The peer has ended the IKE SA.
    DELETED_BY_PEER("deleted-by-peer"),
    /// Some pairs of networks are carried, and others are not.
    PARTLY_NEGOTIATED("partly-negotiated"),
    /// One IKE SA after the other ends soon.
    IKE_UNSTABLE("ike-unstable"),
    /// The other end of the tunnel does not answer echo requests.
    NQA_FAILED("nqa-failed"),
    /// Nobody speaks BGP at the other end of the tunnel.
    BGP_NO_ANSWER("bgp-no-answer"),
    /// The peer has another AS number than the customer gateway.
    BGP_ASN_MISMATCH("bgp-asn-mismatch"),
    /// The peer said nothing in the BGP session for too long.
    BGP_HOLD_EXPIRED("bgp-hold-expired"),
    /// BFD lost the peer.
    BFD_DOWN("bfd-down"),
    /// The peer announces more routes than may be.
    BGP_ROUTE_LIMIT("bgp-route-limit"),
    /// None of the routes that the peer announces may be used.
    BGP_NOTHING_ACCEPTED("bgp-nothing-accepted");

    private final String word;

    DiagnosisCode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
