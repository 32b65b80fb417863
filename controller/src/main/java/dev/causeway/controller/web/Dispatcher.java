package dev.causeway.controller.web;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.ServiceException;
import dev.causeway.model.Unauthenticated;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What every call goes through: its route, its caller and the caller's rights, its body, its endpoint, its answer.
final class Dispatcher {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final long MADE = 64L << 20;
    private static final long MADE_FOR_ONE_ADDRESS = 32L << 20;

    /// What anybody may fetch takes nothing from the answers to callers.
    private static final long READY = 16L << 20;

    private static final long READY_FOR_ONE_ADDRESS = 8L << 20;

    private final Routes routes;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final Lanes lanes;
    private final Answers made = new Answers(MADE, MADE_FOR_ONE_ADDRESS);
    private final Answers ready = new Answers(READY, READY_FOR_ONE_ADDRESS);

    Dispatcher(Routes routes, Authenticator authenticator, Authorizer authorizer, Lanes lanes) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.lanes = lanes;
    }

    /// The body of a call that is not read yet.
    interface Request {

        boolean isEmpty();

        /// Reads it.
        ///
        /// @param by in whose name
        /// @param most octets
        /// @throws Refused if it cannot be read
        /// @throws IOException if the client is gone
        Content read(Admission by, int most) throws IOException;

        /// What the call says of itself is true.
        void prove();
    }

    /// Has a call that has no body answered, if that can be done without waiting for others.
    ///
    /// @param answering [answers][#answer] it
    /// @return false if nobody does
    boolean begin(RequestHead head, Runnable answering) {
        return lane(head).filter(lane -> lanes.begin(lane, answering)).isPresent();
    }

    private Optional<Route.Lane> lane(RequestHead head) {
        try {
            return routes.find(head.method(), decodedSegments(head.path())) instanceof Routes.Match.Found found
                    ? Optional.of(found.route().lane())
                    : Optional.empty();
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }

    /// Answers a call. Its body is read once all is decided that does not need it.
    Response answer(Call head, InetAddress from, Request body) throws IOException {
        try {
            return switch (routes.find(head.method(), decodedSegments(head.rawPath()))) {
                case Routes.Match.Found found -> answer(found, head, from, body);
                case Routes.Match.OtherMethods(var allowed) ->
                    Response.of(
                            new Problem(405, "VPN.0001", "the path has no operation " + head.method())
                                    .reply(head.requestId())
                                    .with(
                                            "Allow",
                                            allowed.stream().map(Method::name).collect(Collectors.joining(", "))),
                            head);
                case Routes.Match.Nothing _ -> refusal(Problem.NO_SUCH_PATH, head);
            };
        } catch (Refused refused) {
            return refusal(refused.problem(), head);
        } catch (ServiceException failure) {
            return refusal(Problem.of(failure), head);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "request " + head.requestId() + " failed", bug);
            return refusal(Problem.INTERNAL, head);
        }
    }

    private static Response refusal(Problem problem, Call head) {
        return Response.of(problem.reply(head.requestId()), head);
    }

    private Response answer(Routes.Match.Found found, Call head, InetAddress from, Request body) throws IOException {
        Route route = found.route();
        requireCredentials(route, head);
        Call call = head.at(found, Content.NONE);
        if (body.isEmpty()) {
            return lanes.run(route.lane(), from, () -> work(route, call, from, admit(route, call, true), body));
        }
        Admission admission = route.access() == Route.Access.OPEN
                ? Admission.sure(new Caller.Nobody())
                : lanes.run(route.lane(), from, () -> admit(route, call, false));
        int most = route.access() == Route.Access.OPEN ? Bodies.LARGEST_OPEN : Bodies.LARGEST;
        Call whole = head.at(found, body.read(admission, most));
        return lanes.run(route.lane(), from, () -> work(route, whole, from, admission, body));
    }

    /// @param whole whether there is nothing more to come that the call could be proven by
    private Admission admit(Route route, Call call, boolean whole) {
        if (route.access() == Route.Access.OPEN) {
            return Admission.sure(new Caller.Nobody());
        }
        Admission admission = authenticator.admit(call);
        if (whole) {
            admission.prove(call.content());
        }
        authorizer.authorize(route, call, admission.caller());
        return admission;
    }

    /// The answer is put into its form, and its memory taken, where only so many calls are at once.
    private Response work(Route route, Call call, InetAddress from, Admission admission, Request body) {
        if (!body.isEmpty()) {
            admission.prove(call.content());
            body.prove();
        }
        Reply reply = route.endpoint().handle(call.by(admission.caller()));
        Response whole = Response.of(reply, call);
        Response response = isTagged(route, reply) ? whole.tagged(call.headerAll(Parameter.KNOWN.name())) : whole;
        Answers answers = route.lane() == Route.Lane.READY ? ready : made;
        return answers.hold(response, from, route.writes());
    }

    /// Values that are read have tags. What agents read has numbers of its own.
    private static boolean isTagged(Route route, Reply reply) {
        return route.isRead() && reply.status() == 200 && reply.body() instanceof Body.Value;
    }

    private void requireCredentials(Route route, Call head) {
        if (route.access() != Route.Access.OPEN && !authenticator.shows(head)) {
            throw new Unauthenticated("the call has neither X-Auth-Token nor Authorization");
        }
    }

    private static List<String> decodedSegments(String rawPath) {
        return Routes.segments(rawPath).stream().map(Query::decode).toList();
    }

    /// A refusal that only exists over HTTP and so is no kind of failure of the service.
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
