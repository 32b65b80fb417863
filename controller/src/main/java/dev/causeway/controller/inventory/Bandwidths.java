package dev.causeway.controller.inventory;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Overtaken;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.Busy;
import dev.causeway.model.EipId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The rules for bandwidths: those of one EIP, which come and go with it, and those that EIPs share.
public final class Bandwidths {

    private final Function<JdbiException, RuntimeException> explanations;
    private final EipHolders holders;

    /// @param explanations of constraints that are violated
    Bandwidths(Function<JdbiException, RuntimeException> explanations, EipHolders holders) {
        this.explanations = explanations;
        this.holders = holders;
    }

    /// Finds a bandwidth that EIPs can share. Nobody changes it until the transaction ends, so that an EIP
    /// which is made in it has its size.
    ///
    /// @throws InvalidInput if the project has no such bandwidth, or it belongs to one EIP
    public static Bandwidth shared(Handle tx, ProjectId project, BandwidthId id) {
        return BandwidthTable.keep(tx, project, id)
                .filter(found -> found.shareType() == ShareType.WHOLE)
                .orElseThrow(() -> new InvalidInput("the project has no shared bandwidth %s", id));
    }

    /// Changes a bandwidth, which the gateways of its EIPs follow.
    void change(Handle tx, ProjectId project, BandwidthId id, BandwidthChange change) {
        List<Eip> eips = change.size().isPresent()
                ? EipTable.ofBandwidths(BandwidthTable.only(project, id)).list(tx)
                : List.of();
        Map<Eip.Binding, EipHolder> kept = keep(tx, eips);
        BandwidthTable.lock(tx, project, id);
        if (change.size().isPresent()) {
            // Of an EIP that came in meanwhile the gateway is not kept, and would not hear of the size.
            EipTable.ofBandwidths(BandwidthTable.only(project, id))
                    .list(tx)
                    .forEach(eip -> eip.binding().ifPresent(binding -> holder(kept, eip, binding)));
        }
        BandwidthTable.update(tx, project, id, change);
        kept.forEach((binding, holder) -> holder.bandwidthChanged(tx, binding));
    }

    /// Deletes a bandwidth that no EIP shares any more.
    ///
    /// @throws InvalidInput if it belongs to one EIP
    /// @throws NotReady if an EIP is in it
    void delete(Handle tx, ProjectId project, BandwidthId id) {
        if (lock(tx, project, id).shareType() == ShareType.PER) {
            throw new InvalidInput("bandwidth %s belongs to an EIP and goes with it", id);
        }
        EipTable.ofBandwidths(BandwidthTable.only(project, id)).list(tx).stream()
                .findFirst()
                .ifPresent(eip -> {
                    throw new NotReady("bandwidth %s is in use by EIP %s", id, eip.id());
                });
        BandwidthTable.delete(tx, id);
    }

    /// Lets EIPs share a bandwidth from now on. Those of their own go.
    ///
    /// @throws InvalidInput at the place of an EIP that is not there, shares one already, or may not share any
    void insert(Handle tx, ProjectId project, BandwidthId id, List<EipId> ids) {
        move(tx, project, id, ids, (eip, holder) -> requireMovable(eip, holder), found -> {
            requireShared(tx, project, id);
            for (int i = 0; i < found.size(); i++) {
                Eip eip = found.get(i);
                enter(tx, eip.id(), id, place(i));
                BandwidthTable.delete(tx, eip.bandwidth().id());
            }
        });
    }

    private void enter(Handle tx, EipId eip, BandwidthId bandwidth, String place) {
        try {
            EipTable.moveTo(tx, eip, bandwidth);
        } catch (JdbiException e) {
            throw InvalidInput.<RuntimeException>within(place, () -> {
                throw explanations.apply(e);
            });
        }
    }

    /// What EIPs shall have that share a bandwidth no longer.
    record Leaving(List<EipId> ids, int size, ChargeMode chargeMode) {}

    /// Gives EIPs bandwidths of their own again.
    ///
    /// @throws InvalidInput at the place of an EIP that is not in this one
    void remove(Handle tx, ProjectId project, BandwidthId id, Leaving leaving) {
        move(tx, project, id, leaving.ids(), (eip, _) -> requireIn(eip, id), found -> {
            requireShared(tx, project, id);
            found.forEach(eip -> EipTable.moveTo(
                    tx,
                    eip.id(),
                    BandwidthTable.insert(
                            tx,
                            project,
                            new NewBandwidth(
                                    Optional.empty(),
                                    leaving.size(),
                                    ShareType.PER,
                                    leaving.chargeMode(),
                                    eip.enterpriseProject()))));
        });
    }

    /// What must hold of an EIP that is moved.
    private interface Condition {
        void require(Eip eip, Optional<EipHolder> holder);
    }

    /// Moves EIPs from one bandwidth to another, which their gateways follow.
    private void move(
            Handle tx,
            ProjectId project,
            BandwidthId bandwidth,
            List<EipId> ids,
            Condition condition,
            Consumer<List<Eip>> movement) {
        Bandwidth _ = BandwidthTable.find(tx, project, bandwidth).orElseThrow(() -> notFound(bandwidth));
        Map<Eip.Binding, EipHolder> kept = keep(tx, EipTable.some(tx, project, ids));
        EipTable.keep(tx, project, ids);
        Map<EipId, Eip> found = EipTable.some(tx, project, ids).stream().collect(toMap(Eip::id, identity()));
        requireOnce(ids);
        for (int i = 0; i < ids.size(); i++) {
            EipId id = ids.get(i);
            InvalidInput.within(place(i), () -> {
                Eip eip = Optional.ofNullable(found.get(id))
                        .orElseThrow(() -> new InvalidInput("EIP %s is not found", id));
                condition.require(eip, eip.binding().map(binding -> holder(kept, eip, binding)));
                return eip;
            });
        }
        movement.accept(ids.stream().map(found::get).toList());
        kept.forEach((binding, holder) -> holder.bandwidthChanged(tx, binding));
    }

    private static EipHolder holder(Map<Eip.Binding, EipHolder> kept, Eip eip, Eip.Binding binding) {
        return Optional.ofNullable(kept.get(binding))
                .orElseThrow(() -> new Overtaken(new Busy("EIP %s is being bound; try again", eip.id())));
    }

    /// Keeps the gateways of EIPs in one order.
    private Map<Eip.Binding, EipHolder> keep(Handle tx, List<Eip> eips) {
        Map<Eip.Binding, EipHolder> kept = new HashMap<>();
        eips.stream()
                .flatMap(eip -> eip.binding().stream())
                .sorted(Comparator.comparing(binding -> binding.gateway().value()))
                .forEach(binding -> holders.keep(tx, binding).ifPresent(holder -> kept.put(binding, holder)));
        return kept;
    }

    /// Where a request names an EIP.
    private static String place(int index) {
        return "publicip_info[%d].publicip_id".formatted(index);
    }

    private static void requireOnce(List<EipId> ids) {
        var seen = new HashSet<EipId>();
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i))) {
                throw InvalidInput.at(place(i), "EIP %s is named twice", ids.get(i));
            }
        }
    }

    private static void requireMovable(Eip eip, Optional<EipHolder> holder) {
        if (eip.bandwidth().shareType() == ShareType.WHOLE) {
            throw new InvalidInput(
                    "EIP %s is in the shared bandwidth %s already",
                    eip.id(), eip.bandwidth().id());
        }
        if (holder.filter(its -> !its.shares()).isPresent()) {
            throw new InvalidInput(
                    "EIP %s serves gateway %s, which needs a bandwidth of its own",
                    eip.id(), eip.binding().orElseThrow().gateway());
        }
    }

    private static void requireIn(Eip eip, BandwidthId id) {
        if (!eip.bandwidth().id().equals(id)) {
            throw new InvalidInput("EIP %s is not in bandwidth %s", eip.id(), id);
        }
    }

    private static void requireShared(Handle tx, ProjectId project, BandwidthId id) {
        if (lock(tx, project, id).shareType() == ShareType.PER) {
            throw new InvalidInput("bandwidth %s belongs to one EIP and cannot be shared", id);
        }
    }

    private static Bandwidth lock(Handle tx, ProjectId project, BandwidthId id) {
        return BandwidthTable.lock(tx, project, id).orElseThrow(() -> notFound(id));
    }

    static NotFound notFound(BandwidthId id) {
        return new NotFound("bandwidth %s not found", id);
    }
}
