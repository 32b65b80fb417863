package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.util.HashSet;
import java.util.Set;

/// Numbers of labs on this host's services. They decide about addresses, so that labs can stand beside each other.
public final class Numbers {

    private static final int MOST = 60;
    private static final Set<String> TAKEN = new HashSet<>();

    private Numbers() {}

    /// A number that no site of the service has, and no workload either: one that was interrupted leaves some behind.
    public static synchronized int next(Cloud cloud) {
        for (int number = 1; number <= MOST; number++) {
            if (free(cloud, number) && TAKEN.add(cloud.instance() + number)) {
                return number;
            }
        }
        throw new IllegalStateException("more than %d labs at once".formatted(MOST));
    }

    /// The lab or site with this number has gone.
    static synchronized void giveBack(Cloud cloud, int number) {
        TAKEN.remove(cloud.instance() + number);
    }

    private static boolean free(Cloud cloud, int number) {
        return !cloud.internet().ip("-o", "link").contains(" site" + number + "@")
                && NetworkNamespace.names(cloud.names().prefix() + "w-")
                        .noneMatch(name -> name.matches(".*-[a-z]+" + number));
    }
}
