package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.Tag;
import java.util.List;

/// A VPC and what its tenant has tagged it with.
record TaggedVpc(Vpc vpc, List<Tag> tags) {

    TaggedVpc {
        tags = List.copyOf(tags);
    }
}
