package dev.causeway.controller.web;

import dev.causeway.model.Forbidden;

/// Decides what a caller may do.
@FunctionalInterface
public interface Authorizer {

    /// Refuses a call that its caller may not make. Asked of every operation that is not open to anybody, when the
    /// caller is known and before the body is read.
    ///
    /// @param call its path, query and headers
    /// @throws Forbidden if the caller may not
    void authorize(Route route, Call call, Caller caller);

    /// Goes by an operation's [Route.Access] alone: whoever may use a project may do everything there.
    static Authorizer byAccess() {
        return (route, call, caller) -> {
            boolean allowed = switch (route.access()) {
                case OPEN -> true;
                case OPERATOR -> caller instanceof Caller.Operator;
                case AGENT -> caller instanceof Caller.Host;
                case TENANT -> caller instanceof Caller.User user && mayUseProject(call, user);
            };
            if (!allowed) {
                throw new Forbidden("the caller is not allowed to perform %s here", route.action());
            }
        };
    }

    private static boolean mayUseProject(Call call, Caller.User user) {
        return !call.pathParameters().containsKey(Route.PROJECT)
                || user.projects().contains(call.project());
    }
}
