package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which EIPs a list shall hold: those that meet all conditions.
record EipFilter(List<Condition> conditions, Optional<NamePart> name) {

    /// The parameters that restrict by a property.
    ///
    /// @param part by a part of it
    private record Asked(EipProperty property, Parameter<String> whole, Parameter<String> part) {

        static Asked of(EipProperty property) {
            String name = property.parameter();
            Parameter<String> whole = Parameter.text(
                            name, "only EIPs whose %s is one of these".formatted(name), property::formed)
                    .repeated();
            Parameter<String> part = Parameter.text(
                            name + "_like", "only EIPs whose %s has one of these in it".formatted(name))
                    .repeated();
            return new Asked(
                    property, property == EipProperty.ENTERPRISE_PROJECT ? EnterpriseProject.FILTER : whole, part);
        }

        Stream<Condition> conditions(Call call) {
            List<String> values =
                    property == EipProperty.ENTERPRISE_PROJECT ? EnterpriseProject.filter(call) : call.queryAll(whole);
            return Stream.of(new Condition(property, false, values), new Condition(property, true, call.queryAll(part)))
                    .filter(condition -> !condition.values().isEmpty());
        }
    }

    private static final List<Asked> ASKED =
            Arrays.stream(EipProperty.values()).map(Asked::of).toList();

    static final Parameters PARAMETERS = Parameters.of(
            () -> ASKED.stream().flatMap(asked -> Stream.of(asked.whole(), asked.part())), NamePart.PARAMETER);

    EipFilter {
        conditions = List.copyOf(conditions);
    }

    /// A property is, or has a part, that is one of these.
    record Condition(EipProperty property, boolean part, List<String> values) {

        private <T> Select<T> on(Select<T> found) {
            return part
                    ? found.and(
                            " AND EXISTS (SELECT FROM unnest(?) AS part WHERE position(part IN %s) > 0)"
                                    .formatted(property.expression()),
                            values)
                    : found.any(property.expression(), values);
        }
    }

    /// Reads the parameters of a list of EIPs.
    static EipFilter of(Call call) {
        return new EipFilter(
                ASKED.stream().flatMap(asked -> asked.conditions(call)).toList(), NamePart.filter(call));
    }

    /// Restricts a question for rows of an `eip e` and its `bandwidth b`.
    <T> Select<T> on(Select<T> all) {
        Select<T> found = all.and(" AND e.alias ILIKE ?", name.map(NamePart::pattern));
        for (Condition condition : conditions) {
            found = condition.on(found);
        }
        return found;
    }
}
