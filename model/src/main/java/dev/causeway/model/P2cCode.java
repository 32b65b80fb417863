package dev.causeway.model;

import java.util.ArrayList;
import java.util.List;

/// The codes of what concerns point-to-cloud VPN: all that there are. They are thrown as
/// `P2cCode.SERVER_MISSING.failure()`, of one part of a request as `P2cCode.DESTINATION_TWICE.of(network).at(path)`.
public final class P2cCode {

    private static final List<ErrorCode> ALL = new ArrayList<>();

    // Certificates and revocation lists, by the names that they are given.
    public static final ErrorCode.Of<String> CERTIFICATE_KEY_ALGORITHM =
            of("VPN.0070", 400, "The key algorithm of the certificate %s is not supported.");
    public static final ErrorCode.Of<String> CERTIFICATE_SIGNATURE_ALGORITHM =
            of("VPN.0071", 400, "The signature algorithm of the certificate %s is not supported.");
    public static final ErrorCode.Of<String> CERTIFICATE_EXPIRED = of("VPN.0072", 400, "Certificate %s has expired.");
    public static final ErrorCode.Of<String> CERTIFICATE_NOT_YET_VALID =
            of("VPN.0073", 400, "Certificate %s has not taken effect.");
    public static final ErrorCode.Of<String> CERTIFICATE_FORMAT =
            of("VPN.0074", 400, "The format of the certificate %s is invalid.");
    public static final ErrorCode.Of<String> CERTIFICATE_CONTENT =
            of("VPN.0075", 400, "The content of the certificate %s is invalid.");
    public static final ErrorCode.Of<String> CERTIFICATE_NOT_OF_CA =
            of("VPN.0076", 400, "Certificate %s is not a CA certificate.");
    public static final ErrorCode.Of<String> CERTIFICATE_TWICE = of("VPN.0077", 400, "Duplicate certificate: %s.");
    public static final ErrorCode.Of<String> CRL_FORMAT = of("VPN.0078", 400, "Invalid format of the CRL %s.");
    public static final ErrorCode.Of<String> CRL_CONTENT = of("VPN.0079", 400, "Invalid content of the CRL %s.");
    public static final ErrorCode.Of<String> CRL_DATE = of("VPN.0080", 400, "Invalid date of the CRL %s.");
    // Gateways.
    public static final ErrorCode.Of<VpcId> VPC_MISSING = of("VPN.0500", 400, "VPC %s is not found.");
    public static final ErrorCode.Of<SubnetId> SUBNET_MISSING =
            of("VPN.0501", 400, "Interconnection subnet %s is not found.");
    public static final ErrorCode.Of<SubnetId> SUBNET_FULL =
            of("VPN.0502", 400, "Interconnection subnet %s has insufficient available IP addresses.");
    public static final ErrorCode.OfTwo<SubnetId, VpcId> SUBNET_OF_OTHER_VPC =
            two("VPN.0503", 400, "Interconnection subnet %s does not belong to the VPC %s.");
    public static final ErrorCode.Plain TOO_MANY_CONNECTIONS =
            plain("VPN.0504", 400, "The number of connections exceeds the upper limit defined by the specification.");
    public static final ErrorCode.Plain NO_RESOURCES = plain("VPN.0505", 400, "Gateway resources are insufficient.");
    public static final ErrorCode.Plain GATEWAY_BEING_CREATED =
            plain("VPN.0506", 400, "The gateway is being created, please try again later.");
    public static final ErrorCode.Plain GATEWAY_BEING_UPDATED =
            plain("VPN.0507", 400, "The gateway is being updated, please try again later.");
    public static final ErrorCode.Plain GATEWAY_BEING_DELETED = plain("VPN.0508", 400, "The gateway is being deleted.");
    public static final ErrorCode.Plain GATEWAY_MISSING = plain("VPN.0509", 404, "The gateway does not exist.");
    public static final ErrorCode.Plain GATEWAY_ABNORMAL = plain("VPN.0510", 500, "The gateway status is abnormal.");
    public static final ErrorCode.Plain GATEWAY_NOT_READY = plain("VPN.0511", 500, "The gateway is not ready.");
    public static final ErrorCode.Plain GATEWAY_HAS_EIP =
            plain("VPN.0512", 400, "The gateway already has an EIP bound.");
    public static final ErrorCode.Plain GATEWAY_QUOTA = plain("VPN.0513", 400, "Insufficient gateway quota.");
    public static final ErrorCode.Plain TWO_ZONES_NEEDED = plain("VPN.0514", 400, "Two AZs must be specified.");
    public static final ErrorCode.Plain ZONE_TWICE = plain("VPN.0515", 400, "Duplicate AZs.");
    // Their EIPs.
    public static final ErrorCode.Plain BANDWIDTH_TOO_LARGE =
            plain("VPN.0550", 400, "The EIP bandwidth exceeds the upper limit defined by the specification.");
    public static final ErrorCode.Of<EipId> EIP_MISSING = of("VPN.0551", 400, "EIP %s is not found.");
    public static final ErrorCode.Of<EipId> EIP_FROZEN = of("VPN.0552", 400, "EIP %s is frozen.");
    public static final ErrorCode.Of<EipId> EIP_BOUND = of("VPN.0553", 400, "EIP %s has been bound to an instance.");
    public static final ErrorCode.Of<EipId> EIP_SHARES_BANDWIDTH =
            of("VPN.0554", 400, "EIP %s does not have exclusive bandwidth.");
    public static final ErrorCode.Of<EipId> EIP_NOT_OF_CENTER =
            of("VPN.0555", 400, "EIP %s does not belong to a center.");
    public static final ErrorCode.Of<String> EIP_TYPE_INVALID = of("VPN.0556", 400, "EIP type %s is invalid.");
    public static final ErrorCode.Of<String> EIPS_SOLD_OUT =
            of("VPN.0557", 400, "EIPs of the type %s have been sold out.");
    public static final ErrorCode.Plain EIP_INCOMPLETE = plain("VPN.0558", 400, "Incomplete EIP parameters.");
    public static final ErrorCode.Plain EIP_CONFLICT = plain("VPN.0559", 400, "EIP parameter conflict.");
    public static final ErrorCode.Plain EIP_QUOTA = plain("VPN.0560", 400, "EIP quota not enough.");
    public static final ErrorCode.Plain EIP_QUOTA_MISSING = plain("VPN.0561", 400, "EIP quota not found.");
    public static final ErrorCode.Of<String> FEATURE_NOT_IN_VERSION =
            of("VPN.0562", 400, "The current gateway version does not support %s feature.");
    // Live connections.
    public static final ErrorCode.Plain CONNECTION_MISSING = plain("VPN.0563", 404, "The connection does not exists.");
    // Servers.
    public static final ErrorCode.Plain SERVER_CERTIFICATE_EMPTY =
            plain("VPN.1100", 400, "The server certificate cannot be empty.");
    public static final ErrorCode.Plain CLIENT_CA_NEEDED =
            plain("VPN.1101", 400, "At least one client CA certificate is required.");
    public static final ErrorCode.Plain TOO_MANY_SERVERS =
            plain("VPN.1102", 400, "The number of servers exceeds the upper limit.");
    public static final ErrorCode.Of<String> CIDR_INVALID = of("VPN.1103", 400, "CIDR block %s is invalid.");
    public static final ErrorCode.Of<String> CIDR_UNAVAILABLE = of("VPN.1104", 400, "CIDR block %s is unavailable.");
    public static final ErrorCode.Plain TOO_MANY_LOCAL_SUBNETS =
            plain("VPN.1105", 400, "The number of local subnets exceeds the upper limit.");
    public static final ErrorCode.Of<Prefix> LOCAL_SUBNET_TWICE = of("VPN.1106", 400, "Duplicate local subnet: %s.");
    public static final ErrorCode.Plain CLIENT_CIDR_MASK =
            plain("VPN.1107", 400, "The mask length of the client CIDR block must in the range of 16 to 26.");
    public static final ErrorCode.Plain CLIENT_CIDR_TOO_SMALL = plain(
            "VPN.1108",
            400,
            "The number of IP addresses in the client CIDR block is less than the number of IP addresses required by"
                    + " gateway connections.");
    public static final ErrorCode.Of<Prefix> CLIENT_CIDR_ON_ROUTE =
            of("VPN.1109", 400, "The client CIDR block conflicts with the VPC route %s.");
    public static final ErrorCode.Of<String> SERVER_CERTIFICATE_ABNORMAL =
            of("VPN.1110", 400, "The status of server certificate %s is abnormal.");
    public static final ErrorCode.Plain TOO_MANY_CLIENT_CAS =
            plain("VPN.1111", 400, "The number of client CA certificates exceeds the upper limit.");
    public static final ErrorCode.Of<String> SERVER_CERTIFICATE_MISSING =
            of("VPN.1112", 400, "Server certificate %s is not found.");
    public static final ErrorCode.Plain SERVER_BEING_CREATED =
            plain("VPN.1113", 400, "The server is being created, please try again later.");
    public static final ErrorCode.Plain SERVER_BEING_UPDATED =
            plain("VPN.1114", 400, "The server is being updated, please try again later.");
    public static final ErrorCode.Of<ResourceId> CLIENT_CA_MISSING =
            of("VPN.1115", 404, "Client CA certificate %s does not exist.");
    public static final ErrorCode.Plain SERVER_MISSING = plain("VPN.1116", 404, "The server does not exist.");
    public static final ErrorCode.Plain SERVER_ABNORMAL = plain("VPN.1117", 500, "The server status is abnormal.");
    public static final ErrorCode.Plain LOCAL_SUBNETS_EMPTY =
            plain("VPN.1118", 400, "The local CIDR block cannot be empty.");
    public static final ErrorCode.Of<Prefix> CLIENT_CIDR_ON_LOCAL_SUBNET =
            of("VPN.1119", 400, "The client CIDR block conflicts with the local CIDR block %s.");
    public static final ErrorCode.Of<ResourceId> CLIENT_CRL_MISSING = of("VPN.1120", 400, "Client CRL %s not found.");
    public static final ErrorCode.Plain GATEWAY_WITHOUT_EIP = plain("VPN.1121", 400, "Gateway not bind eip.");
    public static final ErrorCode.Plain SERVER_HAS_USERS =
            plain("VPN.1122", 400, "There are users on the server. Delete them first.");
    public static final ErrorCode.Plain SERVER_HAS_GROUPS =
            plain("VPN.1123", 400, "There are user groups on the server. Delete them first.");
    public static final ErrorCode.Plain SERVER_HAS_POLICIES =
            plain("VPN.1124", 400, "There are access policies on the server. Delete them first.");
    public static final ErrorCode.Plain SERVER_HAS_CLIENT_CAS =
            plain("VPN.1125", 400, "There are client CA certificates on the server. Delete them first.");
    // User groups and users.
    public static final ErrorCode.Plain GROUP_NAME_TAKEN =
            plain("VPN.1300", 400, "The user group name already exists.");
    public static final ErrorCode.Plain GROUP_MISSING = plain("VPN.1301", 404, "The user group does not exist.");
    public static final ErrorCode.Plain USER_NAME_TAKEN = plain("VPN.1302", 400, "The username already exists.");
    public static final ErrorCode.Plain USER_MISSING = plain("VPN.1303", 404, "The user does not exist.");
    public static final ErrorCode.Of<ResourceId> USER_IN_OTHER_GROUP =
            of("VPN.1304", 400, "The user %s has been added to another group.");
    public static final ErrorCode.Of<ResourceId> USER_NOT_IN_GROUP =
            of("VPN.1305", 400, "The user %s is not in the current user group.");
    public static final ErrorCode.Plain TOO_MANY_GROUPS =
            plain("VPN.1306", 400, "The number of user groups exceeds the upper limit (50).");
    public static final ErrorCode.Plain TOO_MANY_USERS =
            plain("VPN.1307", 400, "The number of users exceeds the upper limit.");
    public static final ErrorCode.Plain PASSWORD_TOO_SIMPLE =
            plain("VPN.1308", 400, "The password complexity does not meet requirements.");
    public static final ErrorCode.Plain PASSWORD_IS_NAME =
            plain("VPN.1309", 400, "The password cannot be the username or the reverse of the username.");
    public static final ErrorCode.Plain PASSWORD_CHARACTERS =
            plain("VPN.1310", 400, "The password contains invalid characters.");
    public static final ErrorCode.Plain PASSWORD_AS_BEFORE =
            plain("VPN.1311", 400, "The new password cannot be the same as the old one.");
    public static final ErrorCode.Plain OLD_PASSWORD_WRONG = plain("VPN.1312", 400, "The old password is incorrect.");
    public static final ErrorCode.Plain GROUP_HAS_POLICY = plain(
            "VPN.1313",
            400,
            "The user group has been associated with an access policy. Delete the access policy first.");
    public static final ErrorCode.Plain PASSWORD_WEAK = plain("VPN.1314", 400, "The password is weak.");
    public static final ErrorCode.Of<ResourceId> USER_TWICE = of("VPN.1315", 400, "Duplicate user %s.");
    public static final ErrorCode.Plain GROUP_IS_DEFAULT =
            plain("VPN.1316", 400, "Operations on the default user group are not allowed.");
    public static final ErrorCode.Plain USER_NAME_RESERVED = plain("VPN.1317", 400, "The username is unavailable.");
    public static final ErrorCode.Plain NO_USERS_GIVEN = plain("VPN.1318", 400, "User list is empty.");
    // Access policies.
    public static final ErrorCode.Plain TOO_MANY_POLICIES =
            plain("VPN.1400", 400, "The number of access policies exceeds the upper limit (100).");
    public static final ErrorCode.Plain POLICY_MISSING = plain("VPN.1401", 400, "The access policy does not exist.");
    public static final ErrorCode.Plain TOO_MANY_DESTINATIONS =
            plain("VPN.1402", 400, "The number of destination CIDR blocks exceeds the upper limit.");
    public static final ErrorCode.Of<String> DESTINATION_INVALID =
            of("VPN.1403", 400, "The destination CIDR block %s is invalid.");
    public static final ErrorCode.Of<Prefix> DESTINATION_TWICE =
            of("VPN.1404", 400, "Duplicate destination CIDR block %s");
    // Orders.
    public static final ErrorCode.Plain ORDER_IN_PROGRESS =
            plain("VPN.1801", 400, "You have orders in progress and cannot perform the current operation.");

    private P2cCode() {}

    /// Every one, in their order.
    public static List<ErrorCode> all() {
        return List.copyOf(ALL);
    }

    private static ErrorCode.Plain plain(String code, int status, String text) {
        return listed(new ErrorCode.Plain(code, status, text));
    }

    private static <T> ErrorCode.Of<T> of(String code, int status, String text) {
        return listed(new ErrorCode.Of<>(code, status, text));
    }

    private static <T, U> ErrorCode.OfTwo<T, U> two(String code, int status, String text) {
        return listed(new ErrorCode.OfTwo<>(code, status, text));
    }

    private static <C extends ErrorCode> C listed(C code) {
        ALL.add(code);
        return code;
    }
}
