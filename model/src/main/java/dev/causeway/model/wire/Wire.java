package dev.causeway.model.wire;

import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.VpcDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON form of documents and reports, made so that neighbouring versions understand each other while one of
/// them is replaced. Unknown fields are tolerated. A field that a later version adds is an [Optional], which may be
/// missing; all others may not, so that nothing is silently left at a default. An unknown word makes a document one
/// that is not understood; in a report it is read as that nothing is settled yet. What a list says of unknown kinds of
/// documents keeps nobody from reading the rest of it. What is too deep or of too many parts is not read.
public final class Wire {

    /// No document or report is deeper than eight; the rest is room for later versions.
    private static final int DEEPEST = 32;

    /// Brackets, names and values of one text. In memory each takes many times what it takes in the text. A
    /// report has 93 of them for a connection by BGP that has a node of its own and is down, 23 for a pair of
    /// networks, 16 for a route, 70 for a minute of samples and 10 for a line of a log: 5,000 such connections,
    /// and the 6,000 pairs, 20,000 routes, 200 minutes and 2,000 lines that a report has at most, are 960,000. A
    /// list of documents has 12 for each.
    private static final int MOST_TOKENS = 1_500_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(40)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .annotationIntrospector(new MissingOnlyIfOptional())
            .addModule(forms())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private Wire() {}

    private static SimpleModule forms() {
        SimpleModule forms = new SimpleModule();
        Form.register(forms, NodeDocument.class, NodeForm::of, NodeForm.class, NodeForm::value);
        Form.register(forms, VpcDocument.Path.class, PathForm::of, PathForm.class, PathForm::value);
        Form.register(forms, Tunnel.class, TunnelForm::of, TunnelForm.class, TunnelForm::value);
        Form.register(forms, HostReport.class, ReportForm::of, ReportForm.class, ReportForm::value);
        Form.register(forms, LogPositions.class, PositionsForm::of, PositionsForm.class, PositionsForm::value);
        return forms;
    }

    /// A list of documents, as far as it is understood.
    ///
    /// @param unknown what it lists of kinds that this version does not know
    public record Listing(DocumentIndex index, List<String> unknown) {

        public Listing {
            unknown = List.copyOf(unknown);
        }
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// Reads a value from its JSON.
    ///
    /// @throws tools.jackson.core.JacksonException if the text is not such a value
    public static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /// Reads a list of documents.
    ///
    /// @throws tools.jackson.core.JacksonException if the text is no such list
    public static Listing readListing(byte[] json) {
        ObjectNode tree = object(json);
        List<String> unknown = takeUnknownKinds(tree, "entries");
        return new Listing(MAPPER.treeToValue(tree, DocumentIndex.class), unknown);
    }

    /// Reads a report. What it says of unknown kinds of documents is left out.
    ///
    /// @throws tools.jackson.core.JacksonException if the text is no report
    public static HostReport readReport(byte[] json) {
        ObjectNode tree = object(json);
        var _ = takeUnknownKinds(tree, "things");
        return MAPPER.treeToValue(tree, HostReport.class);
    }

    /// What is no object lacks every field.
    private static ObjectNode object(byte[] json) {
        return MAPPER.readTree(json) instanceof ObjectNode object ? object : MAPPER.createObjectNode();
    }

    private static List<String> takeUnknownKinds(ObjectNode object, String list) {
        if (!(object.get(list) instanceof ArrayNode all)) {
            return List.of();
        }
        List<String> unknown = new ArrayList<>();
        all.removeIf(entry -> {
            JsonNode key = entry.path("key");
            boolean taken = key.path("kind").isString() && !isKnown(entry);
            if (taken) {
                unknown.add(key.path("kind").asString() + "/" + key.path("id").asString(""));
            }
            return taken;
        });
        return unknown;
    }

    private static boolean isKnown(JsonNode entry) {
        String kind = entry.path("key").path("kind").asString();
        return Arrays.stream(DocumentKind.values())
                .anyMatch(known -> known.name().equals(kind));
    }

    private static final class MissingOnlyIfOptional extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member instanceof AnnotatedParameter
                    ? Boolean.valueOf(member.getRawType() != Optional.class)
                    : super.hasRequiredMarker(config, member);
        }
    }
}
