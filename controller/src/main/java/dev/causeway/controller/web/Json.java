package dev.causeway.controller.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// How the API writes and reads JSON.
public final class Json {

    private static final int DEEPEST = 32;

    /// Brackets, names and values of one text. In memory each takes many times what it takes in the text.
    private static final int MOST_TOKENS = 50_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(40)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addSerializer(new TimeSerializer()).addSerializer(new WordSerializer()))
            .build();

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// Reads any JSON text.
    ///
    /// @throws InvalidInput if the text is not JSON, too deep, of too many parts, or names a member twice
    public static JsonNode read(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new InvalidInput("the body is not JSON: %s", e.getOriginalMessage());
        }
    }

    /// Prints a moment as the API does: UTC, with milliseconds.
    public static String time(Instant moment) {
        LocalDateTime there = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC);
        int year = there.getYear();
        if (year < 1000 || year > 9999) {
            return TIME.format(moment);
        }
        // Lists are full of moments, and the formatter takes ten times as long.
        var text = new StringBuilder(24).append(year);
        two(text.append('-'), there.getMonthValue());
        two(text.append('-'), there.getDayOfMonth());
        two(text.append('T'), there.getHour());
        two(text.append(':'), there.getMinute());
        two(text.append(':'), there.getSecond());
        int thousandths = there.getNano() / 1_000_000;
        two(text.append('.').append((char) ('0' + thousandths / 100)), thousandths % 100);
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static final class TimeSerializer extends StdSerializer<Instant> {

        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(time(value));
        }
    }

    private static final class WordSerializer extends StdSerializer<ApiWord> {

        WordSerializer() {
            super(ApiWord.class);
        }

        @Override
        public void serialize(ApiWord value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.word());
        }
    }
}
