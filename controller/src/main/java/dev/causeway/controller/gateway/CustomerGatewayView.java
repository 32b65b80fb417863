package dev.causeway.controller.gateway;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.Ipv4;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A customer gateway as the API shows it.
///
/// @param ip the same as `id_value`, for older clients
/// @param routeMode likewise: whether the device speaks BGP
record CustomerGatewayView(
        CustomerGatewayId id,
        String name,
        String idType,
        Ipv4 idValue,
        Optional<Long> bgpAsn,
        Ipv4 ip,
        String routeMode,
        List<Tag> tags,
        Instant createdAt,
        Instant updatedAt) {

    static CustomerGatewayView of(CustomerGateway gateway) {
        return new CustomerGatewayView(
                gateway.id(),
                gateway.name().text(),
                CustomerGatewayRequest.IdType.IP.word(),
                gateway.address(),
                gateway.asNumber().map(AsNumber::value),
                gateway.address(),
                gateway.routeMode(),
                gateway.tags(),
                gateway.createdAt(),
                gateway.updatedAt());
    }

    /// One in an answer.
    record One(CustomerGatewayView customerGateway, String requestId) {}

    /// A page of them.
    record Many(List<CustomerGatewayView> customerGateways, long totalCount, PageInfo pageInfo, String requestId) {}
}
