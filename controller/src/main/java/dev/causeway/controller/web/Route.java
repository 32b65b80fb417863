package dev.causeway.controller.web;

/// Where an operation is found and who may call it.
///
/// @param template path such as `/v5/{project_id}/vpn-gateways/{vgw_id}`
/// @param action name of the permission, such as `vpn:vpnGateways:get`; what the request log shows
/// @param lane among which other calls it waits for its turn
public record Route(Method method, String template, String action, Access access, Endpoint endpoint, Lane lane) {

    /// The path parameter that names a project. It must be one of the caller's.
    static final String PROJECT = "project_id";

    /// Who may call an operation.
    public enum Access {
        /// Anybody, without credentials.
        OPEN,
        /// A user, inside a project if the path names one.
        TENANT,
        /// Only who runs the service.
        OPERATOR,
        /// Only the agent of an enrolled host.
        AGENT
    }

    /// Calls of the same kind of effort, which share places.
    public enum Lane {
        USUAL,
        /// May be kept waiting for long.
        WAITING,
        /// Computes a password's hash.
        LOGIN,
        /// Says whether the service is well.
        HEALTH
    }

    public static Route tenant(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.TENANT, endpoint, Lane.USUAL);
    }

    public static Route operator(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.OPERATOR, endpoint, Lane.USUAL);
    }

    public static Route agent(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.AGENT, endpoint, Lane.USUAL);
    }

    public static Route open(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.OPEN, endpoint, Lane.USUAL);
    }

    /// The same for calls that may be kept waiting for long.
    public Route waiting() {
        return in(Lane.WAITING);
    }

    /// The same for calls that cost a password's computation.
    public Route login() {
        return in(Lane.LOGIN);
    }

    /// The same for the question whether the service is well.
    public Route health() {
        return in(Lane.HEALTH);
    }

    private Route in(Lane other) {
        return new Route(method, template, action, access, endpoint, other);
    }
}
