package dev.causeway.controller.inventory;

import dev.causeway.model.Prefix;
import java.util.Optional;

/// What shall change of a VPC; what is absent stays.
record VpcChange(Optional<String> name, Optional<String> description, Optional<Prefix> cidr) {

    VpcSpec appliedTo(Vpc vpc) {
        return new VpcSpec(
                name.orElse(vpc.name()),
                description.orElse(vpc.description()),
                cidr.orElse(vpc.cidr()),
                vpc.enterpriseProject());
    }
}
