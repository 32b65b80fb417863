package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What handles all documents alike in the agent does not tell their kinds apart: a further kind changes nothing there.
class KindsTest {

    private static final String NODE = "dev.causeway.agent.node.";
    private static final Set<String> ALIKE = Set.of("Host", "Leftovers", "Progress", "Task", "Thing", "Wanted");

    @Test
    void theHostKnowsNoKindOfDocuments() {
        Set<String> kinds = Arrays.stream(Document.class.getPermittedSubclasses())
                .map(Class::getName)
                .collect(Collectors.toCollection(HashSet::new));
        kinds.add(DocumentKind.class.getName());
        List<JavaClass> alike = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.causeway.agent.node")
                        .stream()
                        .filter(type -> ALIKE.contains(
                                type.getName().substring(NODE.length()).split("\\$", 2)[0]))
                        .toList();
        assertThat(alike)
                .hasSizeGreaterThanOrEqualTo(ALIKE.size())
                .allSatisfy(type -> assertThat(type.getDirectDependenciesFromSelf())
                        .noneMatch(use -> kinds.contains(use.getTargetClass().getName())));
    }
}
