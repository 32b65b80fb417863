package dev.causeway.controller.web;

import dev.causeway.model.Forbidden;
import dev.causeway.model.ServiceException;
import dev.causeway.model.Unauthenticated;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/// What every call goes through: its route, its caller and the caller's rights, its body, its endpoint, its answer.
final class Dispatcher {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Routes routes;
    private final Authenticator authenticator;
    private final Lanes lanes;

    Dispatcher(Routes routes, Authenticator authenticator, Lanes lanes) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.lanes = lanes;
    }

    /// The body of a call that is not read yet.
    interface Body {

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

    /// Answers a call. Its body is read once all is decided that does not need it.
    Reply answer(Call head, InetAddress from, Body body) throws IOException {
        try {
            return switch (routes.find(head.method(), decodedSegments(head.rawPath()))) {
                case Routes.Match.Found found -> answer(found, head, from, body);
                case Routes.Match.OtherMethods(var allowed) ->
                    new Problem(405, "VPN.0001", "the path has no operation " + head.method())
                            .reply(head.requestId())
                            .with("Allow", allowed.stream().map(Method::name).collect(Collectors.joining(", ")));
                case Routes.Match.Nothing _ -> Problem.NO_SUCH_PATH.reply(head.requestId());
            };
        } catch (Refused refused) {
            return refused.problem().reply(head.requestId());
        } catch (ServiceException failure) {
            return Problem.of(failure).reply(head.requestId());
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "request " + head.requestId() + " failed", bug);
            return Problem.INTERNAL.reply(head.requestId());
        }
    }

    private Reply answer(Routes.Match.Found found, Call head, InetAddress from, Body body) throws IOException {
        Route route = found.route();
        requireCredentials(route, head);
        Call call = head.at(found.parameters(), Content.NONE);
        if (body.isEmpty()) {
            return lanes.run(route.lane(), from, () -> work(route, call, admit(route, call, true), body));
        }
        Admission admission = route.access() == Route.Access.OPEN
                ? Admission.sure(new Caller.Nobody())
                : lanes.run(route.lane(), from, () -> admit(route, call, false));
        int most = route.access() == Route.Access.OPEN ? Bodies.LARGEST_OPEN : Bodies.LARGEST;
        Call whole = head.at(found.parameters(), body.read(admission, most));
        return lanes.run(route.lane(), from, () -> work(route, whole, admission, body));
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
        authorize(route, call, admission.caller());
        return admission;
    }

    private static Reply work(Route route, Call call, Admission admission, Body body) {
        if (!body.isEmpty()) {
            admission.prove(call.content());
            body.prove();
        }
        return route.endpoint().handle(call.by(admission.caller()));
    }

    private static void requireCredentials(Route route, Call head) {
        boolean shown = head.header("X-Auth-Token").isPresent()
                || head.header("Authorization").isPresent()
                || head.certificate().isPresent();
        if (route.access() != Route.Access.OPEN && !shown) {
            throw new Unauthenticated("the call has neither X-Auth-Token nor Authorization");
        }
    }

    private static void authorize(Route route, Call call, Caller caller) {
        boolean allowed = switch (route.access()) {
            case OPEN -> true;
            case OPERATOR -> caller instanceof Caller.Operator;
            case AGENT -> caller instanceof Caller.Host;
            case TENANT -> caller instanceof Caller.User user && mayUseProject(call, user);
        };
        if (!allowed) {
            throw new Forbidden("the caller is not allowed to perform %s here", route.action());
        }
    }

    private static boolean mayUseProject(Call call, Caller.User user) {
        return !call.pathParameters().containsKey(Route.PROJECT)
                || user.projects().contains(call.project());
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
