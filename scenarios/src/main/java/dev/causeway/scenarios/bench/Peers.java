package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One device that stands for many: it has all their addresses and answers every gateway.
record Peers(Site site, int count) implements AutoCloseable {

    /// The only site of its instance.
    private static final int NUMBER = 1;

    /// The networks of the gateways that it answers.
    private static final String GATEWAYS = "10.200.0.0/13";

    /// Puts the device on the internet.
    ///
    /// @param count for how many it stands
    static Peers join(int count, Cloud cloud, Path folder) {
        var peers = new Peers(Site.create(cloud.instance(), NUMBER, cloud.internet(), folder, false), count);
        cloud.internet().ip("route", "add", "198.51.101.0/24", "via", peers.site.address());
        String addresses = IntStream.rangeClosed(1, count)
                .mapToObj(peer -> """
                        address add %1$s/32 dev lo
                        address add 172.16.%2$d.1/32 dev lo
                        address add 172.17.%2$d.1/32 dev lo
                        """.formatted(address(peer), peer))
                .collect(Collectors.joining());
        Program.run(
                "sh",
                "-c",
                "printf '%s' \"$1\" | ip -n \"$0\" -batch -",
                peers.site.router().name(),
                addresses);
        return peers;
    }

    /// The public address of one of them, from 1.
    static String address(int peer) {
        return "198.51.101." + peer;
    }

    /// The network of one of them that a gateway, from 0, reaches through it.
    static String network(int gateway, int peer) {
        return "172.%d.%d.0/24".formatted(16 + gateway, peer);
    }

    /// Creates the customer gateways of so many.
    static List<String> customerGateways(int count, Tenant tenant) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(peer -> tenant.createCustomerGateway("peer-" + peer, address(peer)))
                .toList();
    }

    /// Connects each of the customer gateways to both addresses of a gateway.
    ///
    /// @param number of the gateway, from 0
    static List<String> connect(Tenant tenant, Tenant.Gateway gateway, int number, List<String> customerGateways) {
        List<String> made = new ArrayList<>();
        for (int peer = 1; peer <= customerGateways.size(); peer++) {
            for (Tenant.Eip eip : gateway.eips()) {
                made.add(tenant.createConnection(Map.of(
                        "name",
                        "scale-%d-%d".formatted(number, peer),
                        "vgw_id",
                        gateway.id(),
                        "vgw_ip",
                        eip.id(),
                        "cgw_id",
                        customerGateways.get(peer - 1),
                        "peer_subnets",
                        List.of(network(number, peer)),
                        "psk",
                        Lab.PSK,
                        "ikepolicy",
                        Map.of("dh_group", "group19"),
                        "ipsecpolicy",
                        Map.of("pfs", "group19"))));
            }
        }
        return made;
    }

    Device start(String psk) {
        String connections =
                IntStream.rangeClosed(1, count).mapToObj(Peers::connection).collect(Collectors.joining());
        var swanctl = new Template(
                "peers",
                "connections {\n" + connections + "}\nsecrets {\n  ike-all {\n    secret = \"${psk}\"\n  }\n}\n");
        Map<String, String> values = site.values();
        values.put("psk", psk);
        return site.startDevice(swanctl, values);
    }

    private static String connection(int peer) {
        return """
                peer-%1$d {
                  version = 2
                  local_addrs = %2$s
                  proposals = aes128-sha256-ecp256
                  mobike = no
                  local {
                    auth = psk
                    id = %2$s
                  }
                  remote {
                    auth = psk
                  }
                  children {
                    vpc {
                      local_ts = %3$s, %4$s
                      remote_ts = %5$s
                      esp_proposals = aes128-sha256-ecp256
                    }
                  }
                }
                """.formatted(peer, address(peer), network(0, peer), network(1, peer), GATEWAYS);
    }

    @Override
    public void close() {
        site.close();
    }
}
