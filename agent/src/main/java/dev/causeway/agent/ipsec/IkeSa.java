package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.ipsec.vici.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An IKE SA as the daemon shows it.
///
/// @param id the daemon's number for it
/// @param connection the name of the settings that it was made with
/// @param established its age in seconds
/// @param order rises with the moment at which it was established; 0 if that is not known
/// @param rekeyIn seconds until it is replaced
/// @param creating whether a child SA is being negotiated, or waits to be
record IkeSa(
        long id,
        String connection,
        String state,
        long established,
        long order,
        Optional<Long> rekeyIn,
        boolean creating,
        List<ChildSa> children) {

    private static final List<String> CREATING = List.of("CHILD_CREATE", "QUICK_MODE");

    IkeSa {
        children = List.copyOf(children);
    }

    /// A child SA.
    ///
    /// @param name the name of the settings that it was made with
    /// @param installed its age in seconds
    /// @param traffic that it has carried itself
    record ChildSa(
            long id,
            String name,
            String state,
            Selectors selectors,
            long installed,
            Traffic traffic,
            Optional<Long> rekeyIn) {

        /// Whether it carries packets and is not about to end.
        boolean isLive() {
            return state.equals("INSTALLED") || state.equals("REKEYING") || state.equals("UPDATING");
        }

        /// Whether another one has taken its place, while it still takes what is on the way.
        boolean isReplaced() {
            return state.equals("REKEYED");
        }

        boolean isBeingMade() {
            return state.equals("CREATED") || state.equals("INSTALLING") || state.equals("RETRYING");
        }
    }

    IkeSa inOrder(long place) {
        return new IkeSa(id, connection, state, established, place, rekeyIn, creating, children);
    }

    boolean isLive() {
        return state.equals("ESTABLISHED") || state.equals("REKEYING");
    }

    boolean isBeingMade() {
        return state.equals("CREATED") || state.equals("CONNECTING");
    }

    List<ChildSa> liveChildren() {
        return children.stream().filter(ChildSa::isLive).toList();
    }

    /// Reads one event of the command `list-sas`.
    static List<IkeSa> parse(Section event) {
        return event.sections().entrySet().stream().map(IkeSa::parse).toList();
    }

    private static IkeSa parse(Map.Entry<String, Section> entry) {
        Section sa = entry.getValue();
        boolean creating = sa.texts("tasks-active").stream().anyMatch(CREATING::contains)
                || sa.texts("tasks-queued").stream().anyMatch(CREATING::contains);
        return new IkeSa(
                sa.number("uniqueid"),
                entry.getKey(),
                sa.text("state"),
                sa.number("established"),
                0,
                sa.optionalNumber("rekey-time"),
                creating,
                sa.section("child-sas").sections().values().stream()
                        .map(IkeSa::child)
                        .toList());
    }

    private static ChildSa child(Section child) {
        return new ChildSa(
                child.number("uniqueid"),
                child.text("name"),
                child.text("state"),
                Selectors.parse(child.texts("local-ts"), child.texts("remote-ts")),
                child.number("install-time"),
                new Traffic(
                        child.number("packets-in"),
                        child.number("packets-out"),
                        child.number("bytes-in"),
                        child.number("bytes-out")),
                child.optionalNumber("rekey-time"));
    }
}
