package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds what the agent waits for to a clock that nobody sets: the host's own may jump by years.
class AgentClockTest {

    private static final String AGENT = "dev.causeway.agent.";

    /// Those that may ask the host's clock, each for a moment that others compare with that clock.
    private static final Set<String> MAY_ASK = Set.of(
            // Where the steady clock begins.
            "process.SteadyClock",
            // Whether a certificate is valid.
            "link.Session",
            // In which minute an echo was asked for.
            "probe.Probes",
            // In which minute a tunnel carried something.
            "node.TrafficSampler",
            // When a report is made.
            "link.ReportLoop",
            // When a line was written.
            "ipsec.DaemonLog",
            // How old files are.
            "ipsec.LogBudget",
            "host.Namespaces",
            // How a log's file is named.
            "ipsec.Workers");

    @Test
    void nobodyElseAsksTheHostsClock() {
        assertThat(asking()).isSubsetOf(MAY_ASK);
    }

    @Test
    void thoseThatMayAskDo() {
        assertThat(asking()).containsAll(MAY_ASK);
    }

    private static Set<String> asking() {
        Set<String> asking = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.causeway.agent")) {
            boolean asks = type.getAccessesFromSelf().stream()
                    .map(JavaAccess::getTarget)
                    .anyMatch(target -> target instanceof CodeUnitAccessTarget called && asksTheHostsClock(called));
            if (asks) {
                asking.add(outermost(type).getName().substring(AGENT.length()));
            }
        }
        return asking;
    }

    /// The factories of `java.time` without a clock, such as `LocalDate.now()`, ask it too.
    private static boolean asksTheHostsClock(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        if (owner.equals(Clock.class.getName())) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        if (owner.equals(System.class.getName())) {
            return name.equals("currentTimeMillis");
        }
        return owner.startsWith(Instant.class.getPackageName() + ".")
                && name.equals("now")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(AgentClockTest::outermost).orElse(type);
    }
}
