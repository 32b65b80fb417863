package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.causeway.controller.database.Database;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// Transactions begin at the edge. Whoever begins them hands the handle down, and whoever takes a handle begins none:
/// so no work is in two transactions that looks as if it were in one.
class TransactionsTest {

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
                        .forEach(code -> both.add(code.getFullName()));
            }
        }
        assertThat(both).isEmpty();
        assertThat(beginning).contains("ConnectionEndpoints", "VpcEndpoints", "ReportIntake");
    }

    private static boolean takesOne(JavaCodeUnit code) {
        return !code.getModifiers().contains(JavaModifier.PRIVATE)
                && code.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(Handle.class));
    }
}
