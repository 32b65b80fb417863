package dev.causeway.controller.web;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One call of an operation, as far as it is read.
///
/// @param rawPath as the request line has it, still percent-encoded
/// @param rawQuery likewise, empty if there is none
/// @param headers names in lower case
/// @param pathParameters decoded
/// @param route where it leads, once that is known
/// @param certificate of the client, where the listener asks for one
public record Call(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        Map<String, String> pathParameters,
        Optional<Route> route,
        Content content,
        Caller caller,
        Optional<X509Certificate> certificate,
        String requestId) {

    /// The value of a parameter in the path.
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    /// Parses a parameter in the path; a failure is named by the parameter.
    public <T> T path(String name, Function<String, T> parser) {
        String value = path(name);
        return InvalidInput.within(name, () -> parser.apply(value));
    }

    /// The first value of a query parameter, if there is one.
    public <T> Optional<T> query(Parameter<T> parameter) {
        return values(parameter, Parameter.Times.AT_MOST_ONCE).findFirst().map(parameter::read);
    }

    /// The first value of a query parameter that must be there.
    public <T> T required(Parameter<T> parameter) {
        return values(parameter, Parameter.Times.ONCE)
                .findFirst()
                .map(parameter::read)
                .orElseThrow(() -> InvalidInput.at(parameter.name(), "is missing"));
    }

    /// All values of a query parameter, in the order sent.
    public <T> List<T> queryAll(Parameter<T> parameter) {
        return values(parameter, Parameter.Times.ANY).map(parameter::read).toList();
    }

    /// All values of a header that the operation takes, in the order sent.
    public <T> List<T> headerAll(Parameter<T> parameter) {
        requireTaken(parameter, Parameter.Place.HEADER);
        return headerAll(parameter.name()).stream().map(parameter::read).toList();
    }

    private Stream<String> values(Parameter<?> parameter, Parameter.Times times) {
        requireTaken(parameter, Parameter.Place.QUERY);
        if (parameter.times() != times) {
            throw new IllegalStateException("the parameter %s is read %s and declared %s"
                    .formatted(parameter.name(), times, parameter.times()));
        }
        return Query.parse(rawQuery).stream()
                .filter(pair -> pair.name().equals(parameter.name()))
                .map(Query.Pair::value);
    }

    /// What is read must be declared: clients are told of that alone.
    private void requireTaken(Parameter<?> parameter, Parameter.Place place) {
        if (parameter.place() != place
                || route.filter(its -> its.takes(parameter)).isEmpty()) {
            throw new IllegalStateException("the route %s does not declare the %s parameter %s"
                    .formatted(route.map(Route::toString).orElse(rawPath), place, parameter.name()));
        }
    }

    public Optional<String> header(String name) {
        return headerAll(name).stream().findFirst();
    }

    /// All values of a header, in the order sent.
    public List<String> headerAll(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// Reads the body, a JSON object, and refuses it with all its violations together.
    ///
    /// @param reader turns the object into a value; after a violation it goes on, with null for what is not
    ///     readable
    public <T> T read(Function<JsonReader, T> reader) {
        return JsonReader.read(content.bytes(), reader);
    }

    /// Reads the object that the body has under a name, and works with it. What is wrong is named by its path in the
    /// body, whether it is found at reading or later.
    ///
    /// @param work finds things wrong by their paths inside the object
    public <R, T> T with(String object, Function<JsonReader, R> reader, Function<R, T> work) {
        R value = read(body -> body.requiredObject(object, reader));
        return InvalidInput.within(object, () -> work.apply(value));
    }

    /// The project that the call works in: the one in the path, or else the one that the credentials are for.
    public ProjectId project() {
        String inPath = pathParameters.get(Route.PROJECT);
        if (inPath != null) {
            return new ProjectId(inPath);
        }
        return switch (caller) {
            case Caller.User user ->
                user.scope()
                        .orElseThrow(() -> new InvalidInput("the credentials are not for a project: name one in the"
                                + " header X-Project-Id or get a token of project scope"));
            case Caller.Nobody _, Caller.Operator _, Caller.Host _ ->
                throw new IllegalStateException("the caller has no project");
        };
    }

    /// The domain that the caller belongs to: what is common to its projects is found by that.
    public String domain() {
        return switch (caller) {
            case Caller.User user -> user.domainId();
            case Caller.Nobody _, Caller.Operator _, Caller.Host _ ->
                throw new IllegalStateException("the caller has no domain");
        };
    }

    Call at(Routes.Match.Found found, Content body) {
        return new Call(
                method,
                rawPath,
                rawQuery,
                headers,
                found.parameters(),
                Optional.of(found.route()),
                body,
                caller,
                certificate,
                requestId);
    }

    Call by(Caller who) {
        return new Call(
                method, rawPath, rawQuery, headers, pathParameters, route, content, who, certificate, requestId);
    }
}
