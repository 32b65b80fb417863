package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import java.util.HashMap;
import java.util.Map;

/// Two sites with a tunnel between them that is made by hand: what the service is compared with.
record Pair(Site asking, Site listening, Map<String, String> askingValues, Map<String, String> listeningValues) {

    static Pair in(Lab lab) {
        Site asking = lab.addBranch().site();
        Site listening = lab.addBranch().site();
        return new Pair(
                asking, listening, meeting(lab.values(asking), listening), meeting(lab.values(listening), asking));
    }

    /// Lets a device meet another device instead of the gateway.
    private static Map<String, String> meeting(Map<String, String> values, Site there) {
        values.put("eip1", there.address());
        values.put("vpcNetwork", there.network());
        return values;
    }

    static Map<String, String> with(Map<String, String> values, String esp) {
        Map<String, String> all = new HashMap<>(values);
        all.put("esp", esp);
        return all;
    }

    Device startListening(String esp) {
        return listening.startDevice(getClass(), with(listeningValues, esp));
    }

    Device startAsking(String esp) {
        return asking.startDevice(getClass(), with(askingValues, esp));
    }
}
