package dev.causeway.controller.web;

import java.util.ArrayList;
import java.util.List;

/// Where an operation is found, who may call it and what it may be told.
///
/// @param template path such as `/v5/{project_id}/vpn-gateways/{vgw_id}`; what ends it and is like
///     `{path*}` stands for all that is left of a path, slashes and all, or for nothing
/// @param action name of the permission, such as `vpn:vpnGateways:get`; what the request log shows
/// @param lane among which other calls it waits for its turn
/// @param writes whether a call that succeeds has changed something
/// @param parameters what the operation reads of the query, and of headers that are its own
/// @param media the type of what it answers
public record Route(
        Method method,
        String template,
        String action,
        Access access,
        Endpoint endpoint,
        Lane lane,
        boolean writes,
        List<Parameter<?>> parameters,
        String media) {

    /// The path parameter that names a project. It must be one of the caller's.
    static final String PROJECT = "project_id";

    private static final String VALUES = "application/json";

    public Route {
        parameters = List.copyOf(parameters);
        long names = parameters.stream().map(Parameter::name).distinct().count();
        if (names < parameters.size()) {
            throw new IllegalArgumentException("%s %s declares a parameter twice".formatted(method, template));
        }
    }

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
        HEALTH,
        /// Sends what lies in memory: needs to wait for nothing, and takes nobody's place.
        READY
    }

    public static Route tenant(Method method, String template, String action, Endpoint endpoint) {
        return usual(method, template, action, Access.TENANT, endpoint);
    }

    public static Route operator(Method method, String template, String action, Endpoint endpoint) {
        return usual(method, template, action, Access.OPERATOR, endpoint);
    }

    public static Route agent(Method method, String template, String action, Endpoint endpoint) {
        return usual(method, template, action, Access.AGENT, endpoint);
    }

    public static Route open(Method method, String template, String action, Endpoint endpoint) {
        return usual(method, template, action, Access.OPEN, endpoint);
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

    /// The same for calls whose answer lies in memory already.
    public Route ready() {
        return in(Lane.READY);
    }

    /// The same for what only reads, whatever its method is used for elsewhere.
    public Route reading() {
        return new Route(method, template, action, access, endpoint, lane, false, parameters, media);
    }

    /// The same whose operation reads these parameters too.
    public Route taking(Parameters... more) {
        List<Parameter<?>> all = new ArrayList<>(parameters);
        Parameters.of(more).each().forEach(all::add);
        return new Route(method, template, action, access, endpoint, lane, writes, all, media);
    }

    /// The same that answers with something else than values in JSON.
    public Route answering(String other) {
        return new Route(method, template, action, access, endpoint, lane, writes, parameters, other);
    }

    /// Whether it gives somebody other than agents values that there are. They have tags.
    boolean isRead() {
        return method == Method.GET && access != Access.AGENT && media.equals(VALUES);
    }

    boolean takes(Parameter<?> parameter) {
        return parameters.contains(parameter);
    }

    /// The same, answered by another endpoint.
    public Route answeredBy(Endpoint other) {
        return new Route(method, template, action, access, other, lane, writes, parameters, media);
    }

    private static Route usual(Method method, String template, String action, Access access, Endpoint endpoint) {
        boolean writes = method != Method.GET && method != Method.HEAD;
        return new Route(method, template, action, access, endpoint, Lane.USUAL, writes, List.of(), VALUES);
    }

    private Route in(Lane other) {
        return new Route(method, template, action, access, endpoint, other, writes, parameters, media);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
