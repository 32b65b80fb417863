package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One device that stands for many: it has all their addresses and answers every gateway.
record Peers(Site site) implements AutoCloseable {

    static final int COUNT = 50;

    /// The only site of its instance.
    private static final int NUMBER = 1;

    /// The networks of the gateways that it answers.
    private static final String GATEWAYS = "10.200.0.0/13";

    /// Puts the device on the internet.
    static Peers join(Cloud cloud, Path folder) {
        var peers = new Peers(Site.create(cloud.instance(), NUMBER, cloud.internet(), folder, false));
        cloud.internet().ip("route", "add", "198.51.101.0/24", "via", peers.site.address());
        String addresses = IntStream.rangeClosed(1, COUNT)
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

    Device start(String psk) {
        String connections =
                IntStream.rangeClosed(1, COUNT).mapToObj(Peers::connection).collect(Collectors.joining());
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
