package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Elastic IP addresses: who has which, and to which gateway node it is bound. An EIP is bound at most once, and a node
/// has at most one.
public final class Eips {

    /// What the database calls it when a project would have too many.
    public static final String QUOTA = "project_quota_of_" + Eip.TYPE.counted();

    /// What the database calls it when a shared bandwidth would have too many.
    private static final String FULL = "project_quota_of_shareBandwidthIP";

    private final Function<JdbiException, RuntimeException> explanations;
    private final EipHolders holders;

    /// @param explanations of constraints that are violated
    Eips(Function<JdbiException, RuntimeException> explanations, EipHolders holders) {
        this.explanations = explanations;
        this.holders = holders;
    }

    /// Assigns an EIP.
    ///
    /// @throws InvalidInput if no address is left, or the one asked for is not to be had
    public Eip create(Handle tx, ProjectId project, NewEip wanted) {
        Pool pool = Pool.lock(tx);
        Ipv4 address = wanted.address().isPresent()
                ? requested(tx, pool, wanted.address().get())
                : pool.lowestFree(tx).orElseThrow(() -> new InvalidInput("no EIP address is left"));
        BandwidthId bandwidth = bandwidth(tx, project, wanted);
        var id = EipId.random();
        EipTable.insert(tx, id, project, wanted, pool, address, bandwidth);
        return find(tx, project, id);
    }

    /// Assigns an EIP that a request asks for.
    ///
    /// @param place where the request asks for it
    /// @param bandwidth where the request names a bandwidth that it shall share
    /// @throws InvalidInput at the one of them that is not to be had
    public Eip createAt(Handle tx, ProjectId project, NewEip wanted, String place, String bandwidth) {
        try {
            return InvalidInput.within(place, () -> create(tx, project, wanted));
        } catch (JdbiException e) {
            return InvalidInput.within(Database.violates(e, FULL) ? bandwidth : place, () -> {
                throw explanations.apply(e);
            });
        }
    }

    private static BandwidthId bandwidth(Handle tx, ProjectId project, NewEip wanted) {
        return switch (wanted.limit()) {
            case NewEip.Limit.Shared(BandwidthId id) -> id;
            case NewEip.Limit.Own own ->
                BandwidthTable.insert(
                        tx,
                        project,
                        new NewBandwidth(
                                own.name(),
                                own.megabits(),
                                ShareType.PER,
                                own.chargeMode(),
                                wanted.enterpriseProject()));
        };
    }

    /// Finds an EIP of a project.
    ///
    /// @throws NotFound if the project has no such EIP
    public Eip find(Handle tx, ProjectId project, EipId id) {
        return EipTable.find(tx, project, id).orElseThrow(() -> notFound(id));
    }

    /// Finds an EIP and keeps others from changing or deleting it until the transaction ends.
    ///
    /// @throws NotFound if the project has no such EIP
    Eip lock(Handle tx, ProjectId project, EipId id) {
        return EipTable.lock(tx, project, id).orElseThrow(() -> notFound(id));
    }

    /// The segment that EIPs lie on.
    public Internet internet(Handle tx) {
        return Pool.internet(tx);
    }

    /// The EIPs of nodes. Nodes without one are left out.
    public Map<NodeId, Eip> ofNodes(Handle tx, Collection<NodeId> nodes) {
        return byNode(ofNodes(Select.of(row -> row.id("id", NodeId::new), "SELECT unnest(?::uuid[]) AS id", nodes))
                .list(tx));
    }

    /// The same as a question, for [#byNode].
    public static Select<Eip> ofNodes(Select<NodeId> nodes) {
        return EipTable.ofNodes(nodes);
    }

    /// Bound EIPs by the node that each is bound to.
    public static Map<NodeId, Eip> byNode(List<Eip> bound) {
        return bound.stream()
                .collect(Collectors.toMap(eip -> eip.binding().orElseThrow().node(), Function.identity()));
    }

    /// Binds an EIP to a gateway node that has none.
    ///
    /// @throws NotFound if the project has no such EIP
    /// @throws InvalidInput if the EIP is bound already
    public Eip bind(Handle tx, ProjectId project, EipId id, GatewayId gateway, NodeId node) {
        Eip eip = lock(tx, project, id);
        if (eip.binding().isPresent()) {
            throw new InvalidInput("EIP %s is already bound to an instance", id);
        }
        EipTable.bind(tx, id, gateway, node);
        return find(tx, project, id);
    }

    /// Keeps EIPs from being bound, unbound and deleted until the transaction ends. Whoever needs several of them, and
    /// makes or removes what is counted, does this first: so nobody who has the one waits for the other.
    public void keep(Handle tx, ProjectId project, Collection<EipId> ids) {
        EipTable.keep(tx, project, ids);
    }

    /// Takes the EIP from a node, if it has one. The tenant keeps it.
    public void unbind(Handle tx, NodeId node) {
        EipTable.lockOf(tx, node).ifPresent(eip -> EipTable.unbind(tx, eip.id()));
    }

    /// Takes the EIP from a node that it was made for.
    ///
    /// @return the EIP, which shall be [removed][#remove] with the node; none if the tenant has taken it from the
    ///     gateway before, so that it stays
    public Optional<Eip> release(Handle tx, NodeId node) {
        Optional<Eip> bound = EipTable.lockOf(tx, node);
        bound.ifPresent(eip -> EipTable.unbind(tx, eip.id()));
        return bound.filter(eip -> !eip.binding().orElseThrow().leaving());
    }

    /// Takes an EIP from its gateway on the tenant's behalf. Some gateways give it up at once; the node of
    /// another works with it until the gateway gets another or is deleted, and the EIP then stays with the tenant.
    Eip disassociate(Handle tx, ProjectId project, EipId id) {
        Optional<EipHolder> holder = find(tx, project, id).binding().flatMap(binding -> holders.keep(tx, binding));
        lock(tx, project, id).binding().ifPresent(binding -> take(tx, id, binding, holder));
        return find(tx, project, id);
    }

    private static void take(Handle tx, EipId id, Eip.Binding binding, Optional<EipHolder> holder) {
        if (holder.filter(its -> its.taken(tx, binding.gateway())).isPresent()) {
            EipTable.unbind(tx, id);
        } else {
            EipTable.markLeaving(tx, id);
        }
    }

    /// Changes what the tenant calls an EIP and says of it; what is absent stays.
    Eip describe(Handle tx, ProjectId project, EipId id, Optional<String> alias, Optional<String> description) {
        var _ = lock(tx, project, id);
        if (alias.isPresent() || description.isPresent()) {
            EipTable.describe(tx, id, alias, description);
        }
        return find(tx, project, id);
    }

    /// @throws NotReady if a gateway has it
    void delete(Handle tx, ProjectId project, EipId id) {
        Eip eip = lock(tx, project, id);
        eip.binding().ifPresent(binding -> {
            throw new NotReady("EIP %s is in use by VPN gateway %s", id, binding.gateway());
        });
        remove(tx, eip);
    }

    /// Gives up an EIP that nothing has.
    public void remove(Handle tx, Eip eip) {
        TagTable.removeAll(tx, eip.id());
        EipTable.delete(tx, eip.id());
        if (eip.bandwidth().shareType() == ShareType.PER) {
            BandwidthTable.delete(tx, eip.bandwidth().id());
        }
    }

    private static Ipv4 requested(Handle tx, Pool pool, Ipv4 address) {
        if (!pool.has(address)) {
            throw InvalidInput.at(
                    "ip_address",
                    "%s is not an EIP address from %s to %s",
                    address,
                    pool.internet().firstEip(),
                    pool.internet().lastEip());
        }
        if (EipTable.isTaken(tx, address)) {
            throw InvalidInput.at("ip_address", "EIP address %s is in use", address);
        }
        return address;
    }

    static NotFound notFound(EipId id) {
        return new NotFound("EIP %s not found", id);
    }
}
