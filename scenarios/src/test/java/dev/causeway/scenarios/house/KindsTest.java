package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.NodeService;
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

    /// What is the same for all nodes, whatever they do for others.
    private static final Set<String> OF_ALL_NODES = Set.of("NodeThing", "NodePlan", "TunnelRoutes");

    @Test
    void theHostKnowsNoKindOfDocuments() {
        Set<String> kinds = Arrays.stream(Document.class.getPermittedSubclasses())
                .map(Class::getName)
                .collect(Collectors.toCollection(HashSet::new));
        kinds.add(DocumentKind.class.getName());
        assertThat(types(ALIKE))
                .hasSizeGreaterThanOrEqualTo(ALIKE.size())
                .allSatisfy(type -> assertKnowsNone(type, kinds));
    }

    @Test
    void aNodeKnowsNoKindOfService() {
        Set<String> kinds = Arrays.stream(NodeService.class.getPermittedSubclasses())
                .map(Class::getName)
                .collect(Collectors.toCollection(HashSet::new));
        Set.of("TunnelServing", "ClientServing", "TunnelDriver", "ClientDriver")
                .forEach(name -> kinds.add(NODE + name));
        assertThat(types(OF_ALL_NODES))
                .hasSizeGreaterThanOrEqualTo(OF_ALL_NODES.size())
                .allSatisfy(type -> assertKnowsNone(type, kinds));
    }

    private static void assertKnowsNone(JavaClass type, Set<String> kinds) {
        assertThat(type.getDirectDependenciesFromSelf())
                .noneMatch(use -> kinds.contains(use.getTargetClass().getName()));
    }

    private static List<JavaClass> types(Set<String> names) {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.causeway.agent.node")
                        .stream()
                        .filter(type -> names.contains(
                                type.getName().substring(NODE.length()).split("\\$", 2)[0]))
                        .toList();
    }
}
