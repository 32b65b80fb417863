package dev.causeway.controller.access;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.clientgateway.ClientFlavor;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.P2cCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The body of a request for several users, as it was sent: what is wrong with one is told of that one.
record UserBatch(List<Wanted> users) {

    UserBatch {
        users = List.copyOf(users);
    }

    /// A user as the request has it.
    record Wanted(
            Optional<String> name,
            Optional<String> password,
            Optional<String> description,
            Optional<String> group,
            Optional<String> address) {

        private static Wanted read(JsonReader in) {
            return new Wanted(
                    in.optional("name", text -> text),
                    in.optional("password", text -> text),
                    in.optional("description", text -> text),
                    in.optional("user_group_name", text -> text),
                    in.optional("static_ip", text -> text));
        }

        @Override
        public String toString() {
            return "Wanted";
        }
    }

    /// What becomes of the users of a batch: all are fit, or else nothing is made.
    record Judged(List<BatchJudge.Fit> fit, List<BatchJudge.Unfit> unfit) {

        Judged {
            fit = List.copyOf(fit);
            unfit = List.copyOf(unfit);
        }
    }

    static UserBatch read(JsonReader in) {
        return new UserBatch(in.whenEmpty(P2cCode.NO_USERS_GIVEN)
                .whenTooMany(P2cCode.TOO_MANY_USERS)
                .requiredObjects("users", ClientFlavor.MOST_CONNECTIONS, Wanted::read));
    }

    /// Judges the users by what there is on a server.
    ///
    /// @return gives what becomes of them once the questions are answered
    Supplier<Judged> judged(Pipeline asked, VpnServer server) {
        var groups = asked.add(UserGroupTable.of(server.id()));
        var names = asked.add(ClientUserTable.takenNames(
                server.id(),
                users.stream().flatMap(user -> user.name().stream()).toList()));
        var addresses = asked.add(ClientUserTable.staticAddresses(server.id()));
        return () -> judged(new BatchJudge(
                server.network(),
                groups.list().stream().collect(toMap(UserGroup::name, Function.identity())),
                names.list(),
                addresses.list()));
    }

    private Judged judged(BatchJudge judge) {
        List<BatchJudge.Verdict> verdicts = users.stream().map(judge::judge).toList();
        return new Judged(of(BatchJudge.Fit.class, verdicts), of(BatchJudge.Unfit.class, verdicts));
    }

    private static <V extends BatchJudge.Verdict> List<V> of(Class<V> kind, List<BatchJudge.Verdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
