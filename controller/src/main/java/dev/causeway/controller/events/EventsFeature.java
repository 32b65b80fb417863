package dev.causeway.controller.events;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Authorizer;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Forbidden;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Lets clients listen to what changes in their projects, in whichever controller it is changed.
public final class EventsFeature implements Feature, AutoCloseable {

    private static final String STREAM = "text/event-stream";

    /// The triggers of the tables notify here.
    private static final String CHANNEL = "changes";

    private static final Parameter<ProjectId> PROJECT = Parameter.text(
                    "project", "of which project changes are told", ProjectId::new)
            .required();

    private static final Settings USUAL =
            new Settings(Audience.Limits.USUAL, EventStream.Pace.USUAL, Duration.ofSeconds(5));

    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final Settings settings;
    private final Audience audience;
    private final SilentHosts hosts;
    private final Route route = Route.tenant(Method.GET, "/console/events", "console:events:listen", this::listen)
            .taking(PROJECT)
            .answering(STREAM);

    /// @param pace of each stream
    /// @param sweep how often it is looked for silent hosts
    record Settings(Audience.Limits limits, EventStream.Pace pace, Duration sweep) {}

    private EventsFeature(
            Database database, Authenticator authenticator, Authorizer authorizer, Clock clock, Settings settings) {
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.settings = settings;
        this.audience = new Audience(settings.limits());
        this.hosts = SilentHosts.start(database, clock, settings.sweep(), audience::hear);
        database.listen(CHANNEL, audience::hear);
    }

    /// Begins to hear of changes.
    ///
    /// @param authenticator knows who listens, and whether it is still who it was
    public static EventsFeature open(
            Database database, Authenticator authenticator, Authorizer authorizer, Clock clock) {
        return new EventsFeature(database, authenticator, authorizer, clock, USUAL);
    }

    static EventsFeature open(
            Database database, Authenticator authenticator, Authorizer authorizer, Clock clock, Settings settings) {
        return new EventsFeature(database, authenticator, authorizer, clock, settings);
    }

    /// Ends before the database does. Streams end with their listener.
    @Override
    public void close() {
        hosts.close();
    }

    @Override
    public List<Route> routes() {
        return List.of(route);
    }

    /// How many streams there are now.
    int streams() {
        return audience.count();
    }

    private Reply listen(Call call) {
        ProjectId project = call.required(PROJECT);
        requireOneOf(call.caller(), project);
        var stream = new EventStream(
                new EventStream.Listening(project, call.domain(), session(call)),
                () -> require(call, project),
                audience,
                settings.pace());
        audience.enter(stream);
        return Reply.told(STREAM, stream).with("Cache-Control", "no-store").with("X-Accel-Buffering", "no");
    }

    /// Looks again at the credentials with which a call was made. That they are the caller's was proven then.
    private void require(Call call, ProjectId project) {
        Caller caller = authenticator.admit(call).caller();
        authorizer.authorize(route, call, caller);
        requireOneOf(caller, project);
    }

    private static void requireOneOf(Caller caller, ProjectId project) {
        if (!(caller instanceof Caller.User user) || !user.projects().contains(project)) {
            throw new Forbidden("the project is not one of the caller's");
        }
    }

    /// What the streams of one login have in common. Signatures are of the user, and differ with each call.
    private String session(Call call) {
        return authenticator.login(call).orElseGet(() -> switch (call.caller()) {
            case Caller.User user -> user.userId();
            case Caller.Nobody _, Caller.Operator _, Caller.Host _ -> "";
        });
    }
}
