package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The port of the internet's segment that leads to a node: all that crosses the internet to and from the node's EIP
/// passes it.
///
/// @param name of the link
public record NodePort(NetworkNamespace internet, String name) {

    private static final Pattern RATE = Pattern.compile("rate (\\d+)Mbit");

    /// Counts bytes that have passed.
    public interface Bytes {
        long soFar();
    }

    /// That of the node that has an address.
    public static NodePort of(Cloud cloud, String eip) {
        String node = NodeRemoval.nodeOf(cloud, eip).name();
        return new NodePort(cloud.internet(), "e-" + node.substring(node.lastIndexOf('-') + 1));
    }

    /// The bytes that the node has sent.
    public long in() {
        return count("rx");
    }

    /// The bytes that were sent to the node.
    public long out() {
        return count("tx");
    }

    /// What is let pass to the node at most, in Mbit/s.
    ///
    /// @throws IllegalStateException if all is
    public int held() {
        Matcher rate = RATE.matcher(Program.run("tc", "-n", internet.name(), "class", "show", "dev", name));
        if (!rate.find()) {
            throw new IllegalStateException("nothing is held back");
        }
        return Integer.parseInt(rate.group(1));
    }

    /// Whether what passes is held to a bandwidth that others share.
    public boolean shares() {
        return Program.run("tc", "-n", internet.name(), "filter", "show", "dev", name, "ingress")
                .contains("Redirect");
    }

    /// How much passes, in Mbit/s.
    public static double megabits(Bytes counted, Duration time) {
        long begin = System.nanoTime();
        long before = counted.soFar();
        Waiting.pause(time);
        long bytes = counted.soFar() - before;
        return bytes * 8e3 / (System.nanoTime() - begin);
    }

    private long count(String way) {
        return JsonText.parse(internet.ip("-s", "-j", "link", "show", "dev", name))
                .at("/0/stats64/" + way + "/bytes")
                .asLong();
    }
}
