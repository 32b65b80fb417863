package dev.causeway.controller.inventory;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;

/// The segment that EIPs lie on. Its first address is the router's; EIPs begin at the tenth, which leaves room for
/// other machines on the segment.
public record Internet(Prefix segment) {

    private static final int FIRST_EIP = 10;
    private static final int LONGEST = 28;

    public Internet {
        if (segment.length() > LONGEST) {
            throw new InvalidInput("the internet segment %s is smaller than /%d", segment, LONGEST);
        }
    }

    public Ipv4 router() {
        return segment.network().plus(1);
    }

    Ipv4 firstEip() {
        return segment.network().plus(FIRST_EIP);
    }

    Ipv4 lastEip() {
        return segment.last().plus(-1);
    }
}
