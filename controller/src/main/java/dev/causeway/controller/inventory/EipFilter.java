package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.web.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which EIPs a list shall hold: those that meet all conditions.
record EipFilter(List<Condition> conditions, Optional<NamePart> name) {

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
        List<Condition> conditions = new ArrayList<>();
        for (EipProperty property : EipProperty.values()) {
            conditions.add(new Condition(property, false, values(call, property)));
            conditions.add(new Condition(property, true, call.queryAll(property.partParameter())));
        }
        return new EipFilter(
                conditions.stream()
                        .filter(condition -> !condition.values().isEmpty())
                        .toList(),
                NamePart.filter(call));
    }

    /// Restricts a question for rows of an `eip e` and its `bandwidth b`.
    <T> Select<T> on(Select<T> all) {
        Select<T> found = all.and(" AND e.alias ILIKE ?", name.map(NamePart::pattern));
        for (Condition condition : conditions) {
            found = condition.on(found);
        }
        return found;
    }

    private static List<String> values(Call call, EipProperty property) {
        return property == EipProperty.ENTERPRISE_PROJECT
                ? EnterpriseProject.filter(call)
                : call.queryAll(property.parameter(), property::formed);
    }
}
