package dev.causeway.controller.quota;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tenants and the operator do with quotas, wired.
public final class QuotaFeature implements Feature {

    private static final String OF_PROJECT = "/admin/v1/projects/{project_id}/quotas";
    private static final int LEAST = 0;

    private static final List<QuotaType> NETWORK = QuotaType.of(QuotaType.Listing.NETWORK);
    private static final List<String> WORDS =
            NETWORK.stream().map(QuotaType::word).toList();

    private static final Parameter<QuotaType> TYPE = Parameter.of(
            "type", "only the quota of this type", new Parameter.Form.Words(WORDS), QuotaFeature::ofNetwork);

    private final Database database;

    private QuotaFeature(Database database) {
        this.database = database;
    }

    /// From now on a quota that is used up is explained to whoever wants more.
    public static QuotaFeature open(Database database) {
        Arrays.stream(QuotaType.values()).forEach(type -> database.explain(type.constraint(), type::usedUp));
        return new QuotaFeature(database);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, "/v5/{project_id}/vpn/quotas", "vpn:quota:list", this::vpn),
                Route.tenant(Method.GET, "/v1/{project_id}/quotas", "vpc:quotas:list", this::network)
                        .taking(TYPE),
                Route.operator(Method.GET, OF_PROJECT, "admin:quotas:list", this::all),
                Route.operator(Method.PUT, OF_PROJECT, "admin:quotas:update", this::set));
    }

    private Reply vpn(Call call) {
        List<Quota> quotas = quotas(call.project(), QuotaType.of(QuotaType.Listing.VPN));
        return Reply.ok(QuotaView.of(quotas, Optional.empty(), Optional.of(call.requestId())));
    }

    private Reply network(Call call) {
        List<QuotaType> asked = call.query(TYPE).map(List::of).orElse(NETWORK);
        return Reply.ok(QuotaView.of(quotas(call.project(), asked), Optional.of(LEAST), Optional.empty()));
    }

    private Reply all(Call call) {
        var asked = new Pipeline();
        var exists = asked.add(QuotaTable.projectExists(call.project()));
        var quotas = asked.add(all(call.project()));
        database.ask(asked);
        requireProject(exists.first(), call.project());
        return Reply.ok(shown(quotas.list()));
    }

    private Reply set(Call call) {
        return Reply.ok(shown(call.with("quotas", QuotaChange::read, quotas -> set(call.project(), quotas))));
    }

    private List<Quota> set(ProjectId project, Map<QuotaType, Long> quotas) {
        return database.write(tx -> {
            requireProject(QuotaTable.projectExists(project).first(tx), project);
            QuotaTable.set(tx, project, quotas);
            return all(project).list(tx);
        });
    }

    private List<Quota> quotas(ProjectId project, List<QuotaType> types) {
        return database.list(QuotaTable.of(project, types));
    }

    private static Select<Quota> all(ProjectId project) {
        return QuotaTable.of(project, List.of(QuotaType.values()));
    }

    private static QuotaView shown(List<Quota> quotas) {
        return QuotaView.of(quotas, Optional.of(LEAST), Optional.empty());
    }

    private static QuotaType ofNetwork(String text) {
        return NETWORK.stream()
                .filter(type -> type.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("must be one of %s, not '%s'", String.join(", ", WORDS), text));
    }

    private static void requireProject(Optional<Boolean> exists, ProjectId project) {
        if (!exists.orElseThrow()) {
            throw new NotFound("project %s is not found", project);
        }
    }
}
