package dev.causeway.model;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// What all identifiers of resources share: a random UUID, written in lower case.
public sealed interface ResourceId
        permits HostId,
                VpcId,
                SubnetId,
                EipId,
                BandwidthId,
                GatewayId,
                NodeId,
                CustomerGatewayId,
                ConnectionId,
                MonitorId,
                ServerId,
                ClientUserId,
                UserGroupId,
                AccessPolicyId,
                ClientCaId,
                ClientCrlId,
                SessionId,
                JobId {

    Pattern FORM = Pattern.compile("[0-9A-Za-z-]{36}");

    /// A well-formed identifier that names nothing: what a 36-character text that is not hexadecimal is looked up as.
    UUID NOBODY = new UUID(0, 0);

    UUID value();

    /// The first eight digits: what names on a host (namespaces, links, folders) are made of, since many of them are
    /// limited in length. The database sees to it that no two things of a kind that could meet begin alike.
    default String shortId() {
        return value().toString().substring(0, 8);
    }

    /// Reads any 36 characters of letters, digits and hyphens. Callers write identifiers that are not hexadecimal, and
    /// such a one is simply not found.
    static UUID parse(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            throw new InvalidInput("must be an ID of 36 letters, digits and hyphens");
        }
        try {
            return UUID.fromString(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return NOBODY;
        }
    }
}
