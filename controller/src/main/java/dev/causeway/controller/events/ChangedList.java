package dev.causeway.controller.events;

import dev.causeway.model.ApiWord;
import java.util.Locale;

/// The lists of a project that are told of. The triggers of the tables behind them name them by their words.
enum ChangedList implements ApiWord {
    VPN_GATEWAYS,
    CUSTOMER_GATEWAYS,
    VPN_CONNECTIONS,
    CONNECTION_MONITORS,
    P2C_VPN_GATEWAYS,
    VPN_SERVERS,
    VPN_USERS,
    VPN_USER_GROUPS,
    ACCESS_POLICIES,
    CLIENT_CAS,
    SESSIONS,
    VPCS,
    SUBNETS,
    PUBLICIPS,
    BANDWIDTHS,
    CERTIFICATES,
    QUOTAS,
    TAGS;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    public String word() {
        return word;
    }
}
