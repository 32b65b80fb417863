package dev.causeway.controller.web;

/// Where an operation is found and who may call it.
///
/// @param template path such as `/v5/{project_id}/vpn-gateways/{vgw_id}`
/// @param action name of the permission, such as `vpn:vpnGateways:get`; what the request log shows
/// @param waits whether a call may be kept waiting for long
public record Route(Method method, String template, String action, Access access, Endpoint endpoint, boolean waits) {

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

    public static Route tenant(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.TENANT, endpoint, false);
    }

    public static Route operator(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.OPERATOR, endpoint, false);
    }

    public static Route agent(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.AGENT, endpoint, false);
    }

    public static Route open(Method method, String template, String action, Endpoint endpoint) {
        return new Route(method, template, action, Access.OPEN, endpoint, false);
    }

    /// The same for calls that may be kept waiting for long.
    public Route waiting() {
        return new Route(method, template, action, access, endpoint, true);
    }
}
