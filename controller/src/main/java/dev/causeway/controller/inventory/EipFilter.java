package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.web.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// Which EIPs a list shall hold: those that meet all conditions.
record EipFilter(List<Condition> conditions) {

    EipFilter {
        conditions = List.copyOf(conditions);
    }

    /// A property is, or has a part, that is one of these.
    record Condition(EipProperty property, boolean part, List<String> values) {

        private String sql(String bound) {
            return part
                    ? " AND EXISTS (SELECT FROM unnest(%s) AS part WHERE position(part IN %s) > 0)"
                            .formatted(bound, property.expression())
                    : " AND %s = ANY (%s)".formatted(property.expression(), bound);
        }
    }

    /// Reads the parameters of a list of EIPs.
    static EipFilter of(Call call) {
        List<Condition> conditions = new ArrayList<>();
        for (EipProperty property : EipProperty.values()) {
            conditions.add(new Condition(property, false, values(call, property)));
            conditions.add(new Condition(property, true, call.queryAll(property.partParameter())));
        }
        return new EipFilter(conditions.stream()
                .filter(condition -> !condition.values().isEmpty())
                .toList());
    }

    /// What holds of an `eip e` and its `bandwidth b`; begins with `AND`, or is empty.
    String where() {
        return IntStream.range(0, conditions.size())
                .mapToObj(i -> conditions.get(i).sql(":filter" + i))
                .collect(Collectors.joining());
    }

    void bind(Query query) {
        for (int i = 0; i < conditions.size(); i++) {
            query.bindArray("filter" + i, String.class, conditions.get(i).values());
        }
    }

    private static List<String> values(Call call, EipProperty property) {
        return property == EipProperty.ENTERPRISE_PROJECT
                ? EnterpriseProject.filter(call)
                : call.queryAll(property.parameter(), property::formed);
    }
}
