package dev.causeway.controller.dispatch;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.DocumentWatch;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Enrolments;
import dev.causeway.controller.fleet.HostPlaces;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.web.Admission;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Endpoint;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Busy;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.Renewal;
import dev.causeway.model.wire.Wire;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JacksonException;

/// The agent API. All but the enrolment is for hosts that are enrolled, and each sees only what is its own.
public final class AgentEndpoints {

    private static final int LONGEST_WAIT_SECONDS = 60;

    /// An agent waits once; those that went away without a word wait to their end.
    private static final int WAITS_OF_A_HOST = 8;

    private static final int CALLS_OF_A_HOST = 16;

    private static final Parameter<String> AFTER =
            Parameter.text("after", "the index that the agent has: it is answered when there is another");
    private static final Parameter<Integer> WAIT =
            Parameter.text("wait", "for how many seconds at most that is waited for", AgentEndpoints::seconds);

    private final Database database;
    private final Documents documents;
    private final DocumentWatch watch;
    private final Enrolments enrolments;
    private final Reports reports;
    private final Features features;
    private final ReportIntake intake;
    private final HostPlaces waits = new HostPlaces(WAITS_OF_A_HOST);
    private final HostPlaces calls = new HostPlaces(CALLS_OF_A_HOST);

    public AgentEndpoints(
            Database database,
            Documents documents,
            DocumentWatch watch,
            Enrolments enrolments,
            Reports reports,
            Features features,
            Clock clock) {
        this.database = database;
        this.documents = documents;
        this.watch = watch;
        this.enrolments = enrolments;
        this.reports = reports;
        this.features = features;
        this.intake = new ReportIntake(database, documents, reports, features, clock);
    }

    public List<Route> routes() {
        return List.of(
                Route.open(Method.POST, "/agent/v1/enrol", "agent:enrol", this::enrol),
                agent(Method.POST, "/agent/v1/certificate", "agent:renew", calls, this::renew),
                agent(Method.GET, "/agent/v1/index", "agent:index", waits, this::index)
                        .waiting()
                        .taking(AFTER, WAIT),
                agent(Method.GET, "/agent/v1/documents/{kind}/{id}", "agent:document", calls, this::document),
                agent(Method.GET, "/agent/v1/log-positions", "agent:logPositions", calls, this::logPositions),
                agent(Method.POST, "/agent/v1/reports", "agent:report", calls, this::report));
    }

    private static Route agent(Method method, String path, String action, HostPlaces places, Endpoint endpoint) {
        return Route.agent(method, path, action, call -> places.within(host(call), () -> endpoint.handle(call)));
    }

    /// Names the host that calls, by its client certificate.
    public Admission identify(Call call) {
        return call.certificate()
                .map(enrolments::identify)
                .<Caller>map(Caller.Host::new)
                .map(Admission::sure)
                .orElseThrow(() -> new Unauthenticated("the agent API asks for a client certificate"));
    }

    private Reply enrol(Call call) {
        return answer(enrolments.enrol(read(call, Enrolment.class)));
    }

    private Reply renew(Call call) {
        return answer(enrolments.renew(host(call), call.certificate().orElseThrow(), read(call, Renewal.class)));
    }

    private Reply index(Call call) {
        var wait = Duration.ofSeconds(call.query(WAIT).orElse(0));
        try {
            return answer(watch.await(host(call), call.query(AFTER).orElse(""), wait));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy("the controller is stopping");
        }
    }

    private Reply document(Call call) {
        var key = new DocumentKey(call.path("kind", AgentEndpoints::kind), call.path("id"));
        Optional<Document> document = database.read(tx -> build(tx, host(call), key));
        return answer(document.orElseThrow(() -> new NotFound("this host has no document %s", key)));
    }

    private Optional<Document> build(Handle tx, HostId host, DocumentKey key) {
        return documents
                .find(tx, host, key)
                .flatMap(placed -> features.build(tx, key, placed.generation(), placed.wanted())
                        .map(document -> document.in(placed.edition())));
    }

    private Reply logPositions(Call call) {
        return answer(database.read(tx -> new LogPositions(
                reports.logPositions(tx, host(call)).entrySet().stream()
                        .map(entry -> new LogPositions.Held(entry.getKey(), entry.getValue()))
                        .toList(),
                Reports.blockPositions(tx, host(call)))));
    }

    private Reply report(Call call) {
        try {
            intake.take(host(call), Wire.readReport(call.content().bytes()));
        } catch (JacksonException _) {
            throw malformed(HostReport.class);
        }
        return Reply.noContent();
    }

    private static HostId host(Call call) {
        return switch (call.caller()) {
            case Caller.Host(HostId host) -> host;
            case Caller.Nobody _, Caller.User _, Caller.Operator _ ->
                throw new Unauthenticated("the agent API is for agents");
        };
    }

    /// The words of the parser are not passed on: they may quote what is secret.
    private static <T> T read(Call call, Class<T> type) {
        try {
            return Optional.ofNullable(Wire.read(call.content().bytes(), type)).orElseThrow(() -> malformed(type));
        } catch (JacksonException _) {
            throw malformed(type);
        }
    }

    private static InvalidInput malformed(Class<?> type) {
        return new InvalidInput("the body is not of the form %s", type.getSimpleName());
    }

    private static Reply answer(Object value) {
        return Reply.octets("application/json", Wire.write(value));
    }

    private static int seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidInput("must be a number of seconds");
        }
        return Math.min(Integer.parseInt(text), LONGEST_WAIT_SECONDS);
    }

    private static DocumentKind kind(String text) {
        try {
            return DocumentKind.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new NotFound("there are no documents of kind %s", text);
        }
    }
}
