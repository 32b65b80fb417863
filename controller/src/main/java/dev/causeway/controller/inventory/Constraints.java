package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.model.Busy;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotReady;

/// What the constraints mean that two calls at once can violate although each was right when it was checked.
final class Constraints {

    private Constraints() {}

    static void explain(Database database) {
        database.explain("subnet_no_overlap", () -> InvalidInput.at("cidr", "overlaps another subnet of the VPC"))
                .explain("subnet_inside_vpc", () -> new InvalidInput("a subnet does not lie in its VPC's network"))
                .explain("subnet_of_vpc", () -> new NotReady("the VPC is in use by a subnet"))
                .explain("subnet_address_of_subnet", () -> new NotReady("the subnet is in use"))
                .explain("workload_name", () -> InvalidInput.at("name", "the project has such a workload already"))
                .explain("eip_address_taken", () -> new InvalidInput("the EIP address is in use"))
                .explain("vpc_name_on_hosts", () -> new Busy("the identifier that was drawn is taken; try again"))
                .explain("subnet_name_on_hosts", () -> new Busy("the identifier that was drawn is taken; try again"))
                .explain(
                        "claimed_prefix_subnet",
                        prefix -> InvalidInput.at(
                                "cidr", "%s overlaps the network of the clients of a VPN server", prefix))
                .explain("eip_bandwidth", () -> new NotReady("the bandwidth is in use by an EIP, or gone"))
                .explain("eip_one_for_each_node", () -> new InvalidInput("the gateway already has an EIP bound"));
    }
}
