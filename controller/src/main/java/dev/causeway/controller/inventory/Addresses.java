package dev.causeway.controller.inventory;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NotFound;
import dev.causeway.model.SubnetId;
import org.jdbi.v3.core.Handle;

/// Who has which address of a subnet. An address has at most one holder.
public final class Addresses {

    private static final int NETWORK_AND_BROADCAST = 2;

    Addresses() {}

    /// Gives out the lowest address that nobody has.
    ///
    /// @throws InvalidInput if the subnet has none left
    public Ipv4 allocate(Handle tx, SubnetId subnet, Holder holder) {
        Subnet locked = lock(tx, subnet);
        Ipv4 address = AddressTable.lowestIdle(tx, locked)
                .orElseThrow(() -> new InvalidInput("subnet %s has no idle IP address", subnet));
        give(tx, locked, address, holder);
        return address;
    }

    /// Gives out a certain address.
    ///
    /// @return the same
    /// @throws InvalidInput if somebody has it, or it cannot be given out in this subnet
    public Ipv4 reserve(Handle tx, SubnetId subnet, Ipv4 address, Holder holder) {
        Subnet locked = lock(tx, subnet);
        if (!isUsable(locked, address)) {
            throw new InvalidInput("%s is not a usable address of the subnet %s", address, locked.prefix());
        }
        give(tx, locked, address, holder);
        return address;
    }

    /// Takes back all that a holder has.
    public void free(Handle tx, Holder holder) {
        AddressTable.delete(tx, holder);
    }

    /// How many addresses of a subnet nobody has.
    public long idle(Handle tx, Subnet subnet) {
        long all = (1L << (Integer.SIZE - subnet.prefix().length())) - NETWORK_AND_BROADCAST;
        return all - AddressTable.count(tx, subnet.id());
    }

    static boolean isUsable(Subnet subnet, Ipv4 address) {
        return Networks.isHost(subnet.prefix(), address);
    }

    private static void give(Handle tx, Subnet subnet, Ipv4 address, Holder holder) {
        if (!AddressTable.insert(tx, subnet, address, holder)) {
            throw new InvalidInput("%s is in use in subnet %s", address, subnet.id());
        }
    }

    private static Subnet lock(Handle tx, SubnetId subnet) {
        return SubnetTable.lock(tx, subnet).orElseThrow(() -> new NotFound("subnet %s not found", subnet));
    }
}
