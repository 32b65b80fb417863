package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.model.Coded;
import dev.causeway.model.GatewayId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The rules for P2C gateways.
public final class P2cGateways {

    private final GatewayStates states;

    P2cGateways(GatewayStates states) {
        this.states = states;
    }

    /// Finds a gateway, whatever its state.
    ///
    /// @throws Coded if the project has no such gateway
    public P2cGateway get(Handle tx, ProjectId project, GatewayId id) {
        return found(tx, project, id, "");
    }

    /// Finds a gateway and keeps it and its server as they are until the transaction ends. It may be on its
    /// way out.
    ///
    /// @throws Coded if the project has no such gateway
    public P2cGateway lock(Handle tx, ProjectId project, GatewayId id) {
        return found(tx, project, id, P2cGatewayTable.LOCK);
    }

    /// The same for a change of it or of anything below it.
    ///
    /// @throws Coded if the project has no such gateway, or it is being created or deleted, or is frozen
    public P2cGateway lockChangeable(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = lock(tx, project, id);
        requireChangeable(gateway, status(tx, gateway));
        return gateway;
    }

    /// The same for what needs a gateway that works.
    ///
    /// @throws Coded if the project has no such gateway, or it is being created or deleted, is frozen, or does
    ///     not
    ///     work
    public P2cGateway lockWorking(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = lock(tx, project, id);
        GatewayStatus status = status(tx, gateway);
        requireChangeable(gateway, status);
        if (status == GatewayStatus.FAULT) {
            throw P2cCode.GATEWAY_ABNORMAL.failure();
        }
        return gateway;
    }

    /// Finds a gateway among other questions and keeps it and its server as they are until the transaction
    /// ends.
    ///
    /// @param which finds it
    /// @return gives it once the questions are answered
    public Supplier<P2cGateway> lock(Pipeline asked, Select<GatewayId> which) {
        Supplier<Optional<P2cGateway>> found = P2cGatewayTable.find(asked, which, P2cGatewayTable.LOCK);
        return () -> found.get().orElseThrow(P2cCode.GATEWAY_MISSING::failure);
    }

    /// The same without keeping it.
    public Supplier<P2cGateway> find(Pipeline asked, Select<GatewayId> which) {
        Supplier<Optional<P2cGateway>> found = P2cGatewayTable.find(asked, which, "");
        return () -> found.get().orElseThrow(P2cCode.GATEWAY_MISSING::failure);
    }

    /// Finds this gateway if it is the project's, for questions about what a question finds.
    public static Select<GatewayId> one(ProjectId project, GatewayId id) {
        return Select.of(
                row -> row.id("id", GatewayId::new),
                "SELECT id FROM p2c_gateway WHERE project_id = ? AND id = ?",
                project,
                id);
    }

    /// The gateways through which clients reach a VPC.
    public List<P2cGateway> inVpc(Handle tx, VpcId vpc) {
        return P2cGatewayTable.inVpc(tx, vpc);
    }

    /// How a gateway is doing.
    public GatewayStatus status(Handle tx, P2cGateway gateway) {
        return states.of(tx, gateway);
    }

    private static P2cGateway found(Handle tx, ProjectId project, GatewayId id, String locking) {
        var asked = new Pipeline();
        Supplier<Optional<P2cGateway>> found = P2cGatewayTable.find(asked, one(project, id), locking);
        asked.run(tx);
        return found.get().orElseThrow(P2cCode.GATEWAY_MISSING::failure);
    }

    private static void requireChangeable(P2cGateway gateway, GatewayStatus status) {
        if (gateway.deleting()) {
            throw P2cCode.GATEWAY_BEING_DELETED.failure();
        }
        if (gateway.frozen()) {
            throw P2cCode.GATEWAY_NOT_READY.failure();
        }
        if (status == GatewayStatus.PENDING_CREATE) {
            throw P2cCode.GATEWAY_BEING_CREATED.failure();
        }
    }
}
