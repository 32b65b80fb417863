package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import java.util.HashMap;
import java.util.Map;

/// Two sites with a tunnel between them that is made by hand: what the service is compared with. The one
/// that asks stands where gateways stand, on the segment of the EIPs.
record SitePair(Site asking, Site listening, Map<String, String> askingValues, Map<String, String> listeningValues) {

    /// At the end of the segment, where the service is unlikely to come.
    private static final String ADDRESS = "203.0.113.250";

    static SitePair in(Lab lab) {
        Site asking = lab.addBranch().site();
        Site listening = lab.addBranch().site();
        asking.moveTo("inet0", ADDRESS, 24, "203.0.113.1");
        Map<String, String> askingValues = meeting(lab.values(asking), listening.address(), listening);
        askingValues.put("address", ADDRESS);
        askingValues.put("wan", ADDRESS);
        return new SitePair(asking, listening, askingValues, meeting(lab.values(listening), ADDRESS, asking));
    }

    /// Lets a device meet another device instead of the gateway.
    private static Map<String, String> meeting(Map<String, String> values, String address, Site there) {
        values.put("eip1", address);
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
