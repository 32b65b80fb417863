package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.ProjectId;
import dev.causeway.model.Unauthenticated;
import java.util.List;
import java.util.Map;

/// What a user may find out about the user's own domain and projects.
final class ProjectEndpoints {

    private final Database database;
    private final Tenants tenants;

    ProjectEndpoints(Database database, Tenants tenants) {
        this.database = database;
        this.tenants = tenants;
    }

    record ProjectView(ProjectId id, String name, String domainId, String parentId, boolean isDomain, boolean enabled) {

        static ProjectView of(Project project) {
            return new ProjectView(project.id(), project.name(), project.domainId(), project.domainId(), false, true);
        }
    }

    private record DomainView(String id, String name, boolean enabled) {}

    /// `GET /v3/projects`.
    Reply list(Call call) {
        String domain = user(call).domainId();
        ProjectFilter filter = ProjectFilter.of(call);
        List<ProjectView> found = filter.page(database.read(tx -> new IdentityTable(tx).projects(domain)).stream()
                .map(ProjectView::of)
                .filter(filter::holds)
                .toList());
        return Reply.ok(Map.of("projects", found, "links", Map.of()));
    }

    /// `GET /v3/auth/domains`.
    Reply domains(Call call) {
        String user = user(call).userId();
        List<DomainView> found = database
                .read(tx -> new IdentityTable(tx).account(user))
                .flatMap(Account::domain)
                .map(domain -> new DomainView(domain.id(), domain.name(), true))
                .stream()
                .toList();
        return Reply.ok(Map.of("domains", found, "links", Map.of()));
    }

    /// `POST /admin/v1/projects`.
    Reply create(Call call) {
        return Reply.created(tenants.create(call.read(body -> body.required("name", Tenants::name))));
    }

    /// `GET /admin/v1/projects`.
    Reply all(Call call) {
        List<ProjectView> all = database.read(tx -> new IdentityTable(tx).allProjects()).stream()
                .map(ProjectView::of)
                .toList();
        return Reply.ok(Map.of("projects", all));
    }

    private static Caller.User user(Call call) {
        return switch (call.caller()) {
            case Caller.User user -> user;
            case Caller.Nobody _, Caller.Operator _, Caller.Host _ ->
                throw new Unauthenticated("the caller is no user");
        };
    }
}
