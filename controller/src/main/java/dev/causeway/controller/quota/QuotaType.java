package dev.causeway.controller.quota;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ServiceException;
import java.util.Arrays;
import java.util.List;

/// What is limited for a project, by the word of the API.
enum QuotaType implements ApiWord {
    CUSTOMER_GATEWAY("customer_gateway", Listing.VPN),
    VPN_CONNECTION("vpn_connection", Listing.VPN),
    VPN_GATEWAY("vpn_gateway", Listing.VPN),
    P2C_VPN_GATEWAY("p2c_vpn_gateway", Listing.NONE),
    VPC("vpc", Listing.NETWORK),
    SUBNET("subnet", Listing.NETWORK),
    PUBLIC_IP("publicIp", Listing.NETWORK),
    SHARE_BANDWIDTH("shareBandwidth", Listing.NETWORK),
    /// Of each shared bandwidth by itself: how many EIPs share it.
    SHARE_BANDWIDTH_IP("shareBandwidthIP", Listing.NETWORK);

    private final String word;
    private final Listing listing;

    QuotaType(String word, Listing listing) {
        this.word = word;
        this.listing = listing;
    }

    /// Where tenants read a quota.
    enum Listing {
        VPN,
        NETWORK,
        /// Nowhere: the reference lists it with none of its services.
        NONE
    }

    @Override
    public String word() {
        return word;
    }

    /// What the database calls the breach of it.
    String constraint() {
        return "project_quota_of_" + word;
    }

    /// What is said to who wants more.
    ///
    /// @param detail how many there may be, and are
    ServiceException usedUp(String detail) {
        return switch (this) {
            case P2C_VPN_GATEWAY ->
                P2cCode.GATEWAY_QUOTA.fault().because("%s", detail).failure();
            case SHARE_BANDWIDTH_IP -> new InvalidInput("the shared bandwidth is full (%s): %s", word, detail);
            case CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPC, SUBNET, PUBLIC_IP, SHARE_BANDWIDTH ->
                new InvalidInput("the project's quota of %s is used up: %s", word, detail);
        };
    }

    /// Those that a list shows, in its order.
    static List<QuotaType> of(Listing listing) {
        return Arrays.stream(values()).filter(type -> type.listing == listing).toList();
    }
}
