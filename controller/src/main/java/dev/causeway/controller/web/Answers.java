package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/// How much memory answers may take until their clients have taken them.
final class Answers {

    /// What every answer may have without asking: there are never so many connections that it adds up.
    static final int FREE = 16 << 10;

    private final Stock<InetAddress> all;

    /// @param most octets that they may take together
    /// @param mostOfOneAddress octets that those to one address may take
    Answers(long most, long mostOfOneAddress) {
        all = new Stock<>(most, mostOfOneAddress);
    }

    /// What one answer takes, until it is given back; giving it back twice does nothing.
    @FunctionalInterface
    interface Share {

        Share NONE = () -> {};

        void giveBack();
    }

    /// Lets an answer wait for its client. That a call has changed something is told whatever is held: who is not told
    /// would take it for not done, and have it done again.
    ///
    /// @param writes whether the call has changed something
    /// @throws Busy if too much is held already
    Response hold(Response response, InetAddress address, boolean writes) {
        long more = response.size() - FREE;
        if (more <= 0) {
            return response;
        }
        if (all.takeOrBegin(address, more)) {
            var given = new AtomicBoolean();
            return response.holding(() -> {
                if (given.compareAndSet(false, true)) {
                    all.giveBack(address, more);
                }
            });
        }
        if (writes) {
            return response;
        }
        throw new Busy("too many large answers wait for their clients; try again later");
    }
}
