package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import java.net.InetAddress;
import java.util.Optional;

/// How much memory the bodies of calls may take, from their first octet until the call is answered.
final class Bodies {

    /// The largest body of a call that needs credentials.
    static final int LARGEST = 12 << 20;

    /// The largest body of a call that anybody may make.
    static final int LARGEST_OPEN = 8 << 10;

    /// What every body may have without asking: there are never so many connections that it adds up.
    static final int FREE = 16 << 10;

    private static final long ALL = 64L << 20;
    private static final long OF_ONE_ADDRESS = 32L << 20;
    private static final long UNPROVEN = 32L << 20;
    private static final long UNPROVEN_OF_ONE_STRANGER = LARGEST + FREE;

    private final Stock<InetAddress> all = new Stock<>(ALL, OF_ONE_ADDRESS);
    private final Stock<Stranger> unproven = new Stock<>(UNPROVEN, UNPROVEN_OF_ONE_STRANGER);

    /// Whoever sends a body under a key, as long as it is open whether the key is theirs.
    private record Stranger(String key, InetAddress address) {}

    /// An account of one body.
    ///
    /// @param key the access key that the call names, if its signature is not known to hold yet
    Share share(InetAddress address, Optional<String> key) {
        return new Share(address, key.map(named -> new Stranger(named, address)));
    }

    /// What one body takes.
    final class Share implements AutoCloseable {

        private final InetAddress address;
        private Optional<Stranger> stranger;
        private long taken;

        private Share(InetAddress address, Optional<Stranger> stranger) {
            this.address = address;
            this.stranger = stranger;
        }

        /// Lets the body grow to a size in octets.
        ///
        /// @throws Busy if too much is held already
        void grow(int size) {
            long more = size - FREE - taken;
            if (more <= 0) {
                return;
            }
            if (!all.take(address, more)) {
                throw tooMuch();
            }
            if (stranger.isPresent() && !unproven.take(stranger.get(), more)) {
                all.giveBack(address, more);
                throw tooMuch();
            }
            taken += more;
        }

        /// The signature holds.
        void prove() {
            stranger.ifPresent(who -> unproven.giveBack(who, taken));
            stranger = Optional.empty();
        }

        @Override
        public void close() {
            prove();
            all.giveBack(address, taken);
            taken = 0;
        }

        private static Busy tooMuch() {
            return new Busy("too many large bodies at once; try again later");
        }
    }
}
