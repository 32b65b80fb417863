package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Cloud;
import java.nio.file.Path;
import java.util.OptionalLong;

/// How a lab shall be.
public final class LabBuilder {
    final Cloud cloud;
    final Path folder;
    String haMode = "active-active";
    boolean behindNat;
    OptionalLong asn = OptionalLong.empty();
    boolean captured = true;
    boolean monitored;

    LabBuilder(Cloud cloud, Path folder) {
        this.cloud = cloud;
        this.folder = folder;
    }

    /// The site's device has a private address behind a router that translates.
    public LabBuilder behindNat() {
        behindNat = true;
        return this;
    }

    /// The site speaks BGP as this autonomous system.
    public LabBuilder speakingAs(long number) {
        asn = OptionalLong.of(number);
        return this;
    }

    /// The ways to the sites are monitored, by echo requests in clear between the two ends.
    public LabBuilder monitored() {
        monitored = true;
        return this;
    }

    /// Nobody looks at what crosses the internet: looking costs time.
    public LabBuilder unobserved() {
        captured = false;
        return this;
    }

    /// The gateway is `active-active` unless said otherwise.
    public LabBuilder haMode(String mode) {
        haMode = mode;
        return this;
    }

    /// Makes the lab.
    public Lab open() {
        return new Lab(this, Numbers.next(cloud));
    }
}
