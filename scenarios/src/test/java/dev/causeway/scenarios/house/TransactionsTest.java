package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.causeway.controller.database.Database;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// Transactions begin at the edge. Whoever begins them hands the handle down, and whoever takes a handle begins none:
/// so no work is in two transactions that looks as if it were in one. What a class does in the transactions that it
/// begins may be a private method of its own.
class TransactionsTest {

    /// What takes a connection of its own.
    private static final Set<String> WORK = Set.of("read", "write", "change", "list", "first", "ask");

    @Test
    void whoTakesATransactionBeginsNone() {
        Set<String> beginning = new TreeSet<>();
        Set<String> both = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.causeway.controller")) {
            boolean begins = type.getFields().stream()
                    .anyMatch(field -> field.getRawType().isEquivalentTo(Database.class));
            if (begins) {
                beginning.add(type.getSimpleName());
                type.getCodeUnits().stream()
                        .filter(TransactionsTest::takesOne)
                        .filter(code -> isForOthers(code) || asks(code, new HashSet<>()))
                        .forEach(code -> both.add(code.getFullName()));
            }
        }
        assertThat(both).isEmpty();
        assertThat(beginning).contains("ConnectionEndpoints", "VpcEndpoints", "ReportIntake");
    }

    private static boolean takesOne(JavaCodeUnit code) {
        return code.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(Handle.class));
    }

    private static boolean isForOthers(JavaCodeUnit code) {
        return !code.getModifiers().contains(JavaModifier.PRIVATE);
    }

    /// Whether a method, or one of its class that it calls, asks the database for anything by itself.
    private static boolean asks(JavaCodeUnit code, Set<JavaCodeUnit> seen) {
        return seen.add(code)
                && Stream.concat(code.getMethodCallsFromSelf().stream(), code.getMethodReferencesFromSelf().stream())
                        .map(JavaCodeUnitAccess::getTarget)
                        .anyMatch(target -> isWork(target)
                                || (target.getOwner().equals(code.getOwner())
                                        && target.resolveMember()
                                                .filter(called -> asks(called, seen))
                                                .isPresent()));
    }

    private static boolean isWork(CodeUnitAccessTarget target) {
        return target.getOwner().isEquivalentTo(Database.class) && WORK.contains(target.getName());
    }
}
