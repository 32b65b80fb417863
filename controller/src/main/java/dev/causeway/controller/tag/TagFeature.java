package dev.causeway.controller.tag;

import static java.util.stream.Collectors.joining;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Endpoint;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameters;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Tags of resources of several types, and searches for them, wired.
public final class TagFeature implements Feature {

    private static final String ROOT = "/v5/{project_id}/";
    private static final String TYPE = "resource_type";
    private static final String ONE = "/{" + ResourceTagEndpoints.ID + "}/tags";

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(Method.GET, "/tags", "vpn:resourceTypeTags:list", true, on -> on::listAll),
            new Operation(Method.GET, ONE, "vpn:resourceInstanceTags:list", true, on -> on::list),
            new Operation(Method.POST, ONE + "/create", "vpn:resourceInstanceTags:create", false, on -> on::create),
            new Operation(Method.POST, ONE + "/delete", "vpn:resourceInstanceTags:delete", false, on -> on::delete),
            new Operation(
                    Method.POST,
                    "/resource-instances/filter",
                    "vpn:resourceInstances:list",
                    true,
                    on -> on::filter,
                    Paging.COUNTED),
            new Operation(
                    Method.POST, "/resource-instances/count", "vpn:resourceInstances:count", true, on -> on::count));

    private final Database database;
    private final List<ResourceType> types;

    /// @param features those whose resources carry tags of the VPN service
    public TagFeature(Database database, List<Feature> features) {
        this.database = database;
        this.types = features.stream()
                .flatMap(feature -> feature.resources().stream())
                .toList();
    }

    /// An operation that each type has.
    ///
    /// @param path behind the word of the type
    private record Operation(
            Method method,
            String path,
            String action,
            boolean reads,
            Function<ResourceTagEndpoints, Endpoint> endpoint,
            Parameters parameters) {

        Operation(
                Method method,
                String path,
                String action,
                boolean reads,
                Function<ResourceTagEndpoints, Endpoint> endpoint) {
            this(method, path, action, reads, endpoint, Parameters.of());
        }

        Route at(String word, Endpoint endpoint) {
            Route route = Route.tenant(method, ROOT + word + path, action, endpoint);
            return reads ? route.reading() : route;
        }
    }

    /// The operations on each type, and at the paths of all other words a refusal that names the right ones.
    @Override
    public List<Route> routes() {
        return Stream.concat(
                        types.stream().flatMap(this::routes),
                        OPERATIONS.stream().map(operation -> operation.at("{" + TYPE + "}", this::refuse)))
                .toList();
    }

    private Stream<Route> routes(ResourceType type) {
        var on = new ResourceTagEndpoints(database, type);
        return OPERATIONS.stream()
                .map(operation -> operation
                        .at(type.word(), operation.endpoint().apply(on))
                        .taking(operation.parameters()));
    }

    private Reply refuse(Call call) {
        throw InvalidInput.at(
                TYPE,
                "must be one of %s, not '%s'",
                types.stream().map(ResourceType::word).collect(joining(", ")),
                call.path(TYPE));
    }
}
