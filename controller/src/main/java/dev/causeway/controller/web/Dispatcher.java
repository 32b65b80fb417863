package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import dev.causeway.model.Forbidden;
import dev.causeway.model.ServiceException;
import dev.causeway.model.Unauthenticated;
import io.helidon.http.RequestException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What every call goes through: its route, its size, its caller and the caller's rights, its endpoint, its answer.
final class Dispatcher {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final int PATIENCE_MILLISECONDS = 500;

    private final Routes routes;
    private final Authenticator authenticator;
    private final Workers workers;
    private final Semaphore places;

    /// @param atOnce how many calls are worked on at the same time; more are refused after a short wait
    Dispatcher(Routes routes, Authenticator authenticator, Workers workers, int atOnce) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.workers = workers;
        this.places = new Semaphore(atOnce);
    }

    /// Answers a call whose body is not read yet. Nobody reads a body for a caller who shows no credentials at all.
    Reply answer(Call head, Supplier<Content> body) {
        try {
            return switch (routes.find(head.method(), decodedSegments(head.rawPath()))) {
                case Routes.Match.Found found -> answer(found, head, body);
                case Routes.Match.OtherMethods(var allowed) ->
                    new Problem(405, "VPN.0001", "the path has no operation " + head.method())
                            .reply(head.requestId())
                            .with("Allow", allowed.stream().map(Method::name).collect(Collectors.joining(", ")));
                case Routes.Match.Nothing _ -> Problem.NO_SUCH_PATH.reply(head.requestId());
            };
        } catch (Refused refused) {
            // What is left of the body would be taken for the next request.
            return refused.problem().reply(head.requestId()).with("Connection", "close");
        } catch (ServiceException failure) {
            return Problem.of(failure).reply(head.requestId());
        } catch (RequestException unreadable) {
            // The library ends the connection: nobody knows where the next request would begin.
            throw unreadable;
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "request " + head.requestId() + " failed", bug);
            return Problem.INTERNAL.reply(head.requestId());
        }
    }

    private Reply answer(Routes.Match.Found found, Call head, Supplier<Content> body) {
        Route route = found.route();
        requireCredentials(route, head);
        Call call = head.at(found.parameters(), body.get());
        takePlace();
        try {
            return route.waits() ? work(route, call) : workers.run(() -> work(route, call));
        } finally {
            places.release();
        }
    }

    private Reply work(Route route, Call call) {
        Caller caller = route.access() == Route.Access.OPEN ? new Caller.Nobody() : authenticator.identify(call);
        authorize(route, call, caller);
        return route.endpoint().handle(call.by(caller));
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

    private void takePlace() {
        try {
            if (!places.tryAcquire(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw new Busy("too many requests at once; try again later");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy("the service is stopping; try again later");
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
