package dev.causeway.agent.firewall;

import dev.causeway.agent.host.LinkNames;
import java.util.stream.Collectors;

/// The text of a node's table, as `nft` reads it: a set of rules for each kind of service. All of them refuse what they
/// do not name, and know both sides of a node by the same words.
final class Ruleset {

    static final String TABLE = "causeway";

    /// Counts what came from a tunnel or a VPC with addresses that have no business there.
    static final String SPOOFED = "spoofed";

    /// Counts all else that was refused.
    static final String REFUSED = "refused";

    /// What comes from and goes to either side of the node.
    static final String FROM_INTERNET = "iifname \"%s\"".formatted(LinkNames.EIP);

    static final String TO_INTERNET = "oifname \"%s\"".formatted(LinkNames.EIP);
    static final String FROM_VPC = "iifname \"%s\"".formatted(LinkNames.VPC);
    static final String TO_VPC = "oifname \"%s\"".formatted(LinkNames.VPC);

    private Ruleset() {}

    /// The table that the node shall have.
    static String of(FirewallConfig node) {
        return switch (node) {
            case FirewallConfig.ForTunnels tunnels -> new TunnelRuleset(tunnels).text();
            case FirewallConfig.ForClients clients -> new ClientRuleset(clients).text();
        };
    }

    /// The commands that bring a node to this table in one step, whatever table it has.
    ///
    /// The table and its chains stay, and only their rules are replaced: a chain of a table that is deleted may
    /// still be at its hook when it has no rules any more, and refuse what passes just then.
    ///
    /// @param table of [#of]
    /// @param present what is there
    static String replacement(String table, Table present) {
        Table wanted = Table.parse(table);
        String deletions = present.heldOnly(wanted)
                        .map(part -> "delete " + part.replace(" ", " inet " + TABLE + " ") + "\n")
                        .collect(Collectors.joining())
                + present.chains().stream()
                        .filter(chain -> !wanted.chains().contains(chain))
                        .map(chain -> "add chain inet %1$s %2$s\ndelete chain inet %1$s %2$s\n".formatted(TABLE, chain))
                        .collect(Collectors.joining());
        return "table inet %1$s\n%2$sflush table inet %1$s\n%3$s%4$s"
                .formatted(TABLE, wanted.emptied(), deletions, table);
    }
}
