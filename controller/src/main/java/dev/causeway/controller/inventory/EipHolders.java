package dev.causeway.controller.inventory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// All whose gateways have EIPs.
final class EipHolders {

    private final List<EipHolder> holders = new CopyOnWriteArrayList<>();

    void add(EipHolder holder) {
        holders.add(holder);
    }

    /// Keeps the gateway that has an EIP as it is: gateways come before EIPs and bandwidths, whoever changes both.
    Optional<EipHolder> keep(Handle tx, Eip.Binding binding) {
        return holders.stream()
                .filter(holder -> holder.keep(tx, binding.gateway()))
                .findFirst();
    }
}
