package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The rules for customer gateways.
public final class CustomerGateways {

    private final Questions questions;
    private final GatewayUsers users;
    private final Clock clock;

    CustomerGateways(Questions questions, GatewayUsers users, Clock clock) {
        this.questions = questions;
        this.users = users;
        this.clock = clock;
    }

    CustomerGateway create(Handle tx, ProjectId project, CustomerGatewayRequest request) {
        Instant now = Moments.next(tx, CustomerGateway.TYPE, project, clock.instant());
        var gateway = new CustomerGateway(
                CustomerGatewayId.random(),
                project,
                request.name(),
                request.address(),
                request.asNumber(),
                request.tags(),
                now,
                now);
        CustomerGatewayTable.insert(tx, gateway);
        return gateway;
    }

    CustomerGateway get(ProjectId project, CustomerGatewayId id) {
        return questions.first(CustomerGatewayTable.find(project, id)).orElseThrow(() -> notFound(id));
    }

    /// Finds one that something is to lead to, and keeps it from being deleted until the transaction ends.
    ///
    /// @return gives it once the questions are answered, or throws [NotFound] if the project has no such
    ///     customer gateway
    public Supplier<CustomerGateway> keep(Pipeline asked, ProjectId project, CustomerGatewayId id) {
        var found = asked.add(CustomerGatewayTable.findAndKeep(project, id));
        return () -> found.first().orElseThrow(() -> notFound(id));
    }

    Listing<CustomerGateway> list(ProjectId project, CustomerGatewayTable.Filter filter, Page<Instant> page) {
        return Listing.ask(
                questions,
                CustomerGatewayTable.count(project, filter),
                CustomerGatewayTable.newestFirst(project, filter, page.after(), page.rows()));
    }

    CustomerGateway rename(Handle tx, ProjectId project, CustomerGatewayId id, Optional<ResourceName> name) {
        lock(tx, project, id);
        name.ifPresent(given ->
                CustomerGatewayTable.rename(tx, id, given, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return get(tx, project, id);
    }

    void delete(Handle tx, ProjectId project, CustomerGatewayId id) {
        lock(tx, project, id);
        if (users.leadTo(tx, id)) {
            throw new InvalidInput("customer gateway %s has connection", id);
        }
        CustomerGatewayTable.delete(tx, id);
    }

    private static CustomerGateway get(Handle tx, ProjectId project, CustomerGatewayId id) {
        return CustomerGatewayTable.find(project, id).first(tx).orElseThrow(() -> notFound(id));
    }

    private static void lock(Handle tx, ProjectId project, CustomerGatewayId id) {
        if (CustomerGatewayTable.findAndLock(tx, project, id).isEmpty()) {
            throw notFound(id);
        }
    }

    private static NotFound notFound(CustomerGatewayId id) {
        return new NotFound("customer gateway %s is not found", id);
    }
}
