package dev.causeway.agent.ipsec;

import java.time.Duration;
import java.util.Optional;

/// Looks past the moment in which a child SA that the peer has deleted is negotiated anew: routes that went and came
/// back would cost more than that. Times are the distance from any fixed moment.
final class Bridge {

    private static final Duration LONGEST = Duration.ofMillis(500);

    private boolean up;
    private Optional<Duration> since = Optional.empty();

    /// Whether a tunnel counts as up.
    ///
    /// @param carries whether it carries all that it shall
    /// @param connected whether its IKE SA stands, over which it can be made to again
    boolean isUp(boolean carries, boolean connected, Duration now) {
        if (carries || !up || !connected) {
            since = Optional.empty();
            up = carries;
        } else {
            since = since.or(() -> Optional.of(now));
            up = left(now).filter(Duration::isPositive).isPresent();
        }
        return up;
    }

    /// For how much longer a tunnel that carries nothing counts as up.
    Optional<Duration> left(Duration now) {
        return up ? since.map(begin -> begin.plus(LONGEST).minus(now)) : Optional.empty();
    }
}
