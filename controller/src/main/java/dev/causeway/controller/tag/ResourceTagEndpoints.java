package dev.causeway.controller.tag;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.TagForm;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.controller.resource.Tags;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The operations on tags of resources of one type, and those that find resources.
final class ResourceTagEndpoints {

    static final String ID = "resource_id";

    private final Database database;
    private final ResourceType type;

    ResourceTagEndpoints(Database database, ResourceType type) {
        this.database = database;
        this.type = type;
    }

    private record OfResource(List<Tag> tags) {}

    private record OfProject(List<Values> tags) {

        static OfProject of(List<Tag> tags) {
            Map<String, List<String>> values = tags.stream()
                    .sorted()
                    .collect(groupingBy(Tag::key, LinkedHashMap::new, mapping(Tag::value, toList())));
            return new OfProject(values.entrySet().stream()
                    .map(tag -> new Values(tag.getKey(), tag.getValue()))
                    .toList());
        }
    }

    private record Values(String key, List<String> values) {}

    /// Tags say nothing that the data plane follows: no document changes, and the resource itself is as it was.
    Reply create(Call call) {
        List<Tag> tags = call.read(ResourceTagEndpoints::distinctTags);
        ResourceId id = id(call);
        database.change(tx -> {
            InstanceTable.lockLiving(tx, type, call.project(), id);
            Tags.add(tx, type, call.project(), id, tags);
        });
        return Reply.noContent();
    }

    Reply delete(Call call) {
        List<String> keys =
                call.read(ResourceTagEndpoints::tags).stream().map(Tag::key).toList();
        ResourceId id = id(call);
        database.change(tx -> {
            InstanceTable.lockLiving(tx, type, call.project(), id);
            TagTable.remove(tx, id, keys);
        });
        return Reply.noContent();
    }

    Reply list(Call call) {
        ResourceId id = id(call);
        return Reply.ok(new OfResource(database.first(TagTable.of(type, call.project(), id))
                .orElseThrow(() -> InstanceTable.notFound(type, id))));
    }

    Reply listAll(Call call) {
        return Reply.ok(OfProject.of(database.list(InstanceTable.tags(type, call.project()))));
    }

    Reply filter(Call call) {
        Page<Instant> page = Paging.COUNTED.page(call);
        InstanceFilter filter = call.read(InstanceFilter::read);
        Listing<Instance> found = Listing.ask(
                database,
                InstanceTable.count(type, call.project(), filter),
                InstanceTable.newestFirst(type, call.project(), filter, page));
        return Reply.ok(new Instance.Many(found.rows(), found.total()));
    }

    Reply count(Call call) {
        InstanceFilter filter = call.read(InstanceFilter::read);
        return Reply.ok(new Instance.Count(database.first(InstanceTable.count(type, call.project(), filter))
                .orElseThrow()));
    }

    private ResourceId id(Call call) {
        return call.path(ID, type.id());
    }

    private static List<Tag> distinctTags(JsonReader in) {
        List<Tag> tags = tags(in);
        return in.check("tags", () -> Tags.distinct(tags)).orElse(List.of());
    }

    private static List<Tag> tags(JsonReader in) {
        List<Tag> tags = in.requiredObjects("tags", Tags.MOST, TagForm.VPN::read);
        if (in.isEmptyList("tags")) {
            in.violation("tags", "must have at least 1 element");
        }
        return tags;
    }
}
