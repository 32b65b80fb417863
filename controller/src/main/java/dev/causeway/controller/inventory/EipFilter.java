package dev.causeway.controller.inventory;

import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.Optional;

/// Which EIPs a list shall hold. An empty list of identifiers or addresses asks for none in particular.
record EipFilter(List<EipId> ids, List<Ipv4> addresses, Optional<String> enterpriseProject) {

    EipFilter {
        ids = List.copyOf(ids);
        addresses = List.copyOf(addresses);
    }
}
