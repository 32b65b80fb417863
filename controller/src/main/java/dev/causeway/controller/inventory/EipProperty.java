package dev.causeway.controller.inventory;

import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;

/// What lists of EIPs can be restricted by: the parameter, and what it is compared with in the database, as text.
enum EipProperty {
    ID("id", "CAST(e.id AS text)"),
    IP_VERSION("ip_version", "'4'"),
    ADDRESS("public_ip_address", "host(e.address)"),
    ALIAS("alias", "e.alias"),
    DESCRIPTION("description", "e.description"),
    TYPE("type", "'EIP'"),
    STATUS("status", "CASE WHEN e.node_id IS NULL THEN 'DOWN' ELSE 'ACTIVE' END"),
    POOL("publicip_pool_name", "e.type"),
    BANDWIDTH_ID("bandwidth.id", "CAST(b.id AS text)"),
    BANDWIDTH_NAME("bandwidth.name", "b.name"),
    BANDWIDTH_SIZE("bandwidth.size", "CAST(b.size AS text)"),
    BANDWIDTH_SHARE_TYPE("bandwidth.share_type", "b.share_type"),
    BANDWIDTH_CHARGE_MODE("bandwidth.charge_mode", "b.charge_mode"),
    BILLING_INFO("billing_info", "''"),
    INSTANCE_TYPE("associate_instance_type", "CASE WHEN e.node_id IS NOT NULL THEN 'VPN' END"),
    INSTANCE_ID("associate_instance_id", "CAST(e.gateway_id AS text)"),
    ENTERPRISE_PROJECT("enterprise_project_id", "e.enterprise_project_id"),

    // What no EIP has: it is never IPv6, and bound to a gateway, not to a port.
    PORT("port_id", EipProperty.NONE),
    PRIVATE_ADDRESS("private_ip_address", EipProperty.NONE),
    IPV6_ADDRESS("public_ipv6_address", EipProperty.NONE),
    VNIC_ADDRESS("vnic.private_ip_address", EipProperty.NONE),
    VNIC_DEVICE("vnic.device_id", EipProperty.NONE),
    VNIC_OWNER("vnic.device_owner", EipProperty.NONE),
    VNIC_OWNER_PREFIX("vnic.device_owner_prefixlike", EipProperty.NONE),
    VNIC_VPC("vnic.vpc_id", EipProperty.NONE),
    VNIC_PORT("vnic.port_id", EipProperty.NONE),
    VNIC_INSTANCE_TYPE("vnic.instance_type", EipProperty.NONE),
    VNIC_INSTANCE("vnic.instance_id", EipProperty.NONE);

    private static final String NONE = "CAST(NULL AS text)";

    private final String parameter;
    private final String expression;

    EipProperty(String parameter, String expression) {
        this.parameter = parameter;
        this.expression = expression;
    }

    /// The name of the parameter that restricts by the property.
    String parameter() {
        return parameter;
    }

    /// Of SQL, over an `eip e` and its `bandwidth b`.
    String expression() {
        return expression;
    }

    /// Checks a value and gives it the one form that is compared.
    ///
    /// @throws dev.causeway.model.InvalidInput if no EIP could have it
    String formed(String value) {
        if (this == ID) {
            return EipId.parse(value).toString();
        }
        return this == ADDRESS ? Ipv4.parse(value).toString() : value;
    }
}
