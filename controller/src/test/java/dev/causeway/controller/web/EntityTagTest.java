package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private static EntityTag tag(String content, String id) {
        return EntityTag.of(content.formatted(id).getBytes(UTF_8), id);
    }

    @Test
    void standsForTheContentWhateverTheRequest() {
        EntityTag tag = tag("{\"a\":1,\"request_id\":\"%s\",\"b\":[]}", ID);
        assertThat(tag("{\"a\":1,\"request_id\":\"%s\",\"b\":[]}", OTHER)).isEqualTo(tag);
        assertThat(tag("{\"a\":2,\"request_id\":\"%s\",\"b\":[]}", ID)).isNotEqualTo(tag);
        assertThat(tag("{\"a\":1,\"request_id\":\"%s\",\"b\":[1]}", ID)).isNotEqualTo(tag);
        assertThat(tag.text()).matches("W/\"[A-Za-z0-9_-]{22}\"");
    }

    @Test
    void answersWithoutAnIdHaveOneToo() {
        assertThat(tag("{\"a\":1}", ID)).isEqualTo(tag("{\"a\":1}", OTHER)).isNotEqualTo(tag("{\"a\":2}", ID));
        assertThat(tag("", ID)).isEqualTo(tag("", OTHER)).isNotEqualTo(tag("%s.", ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"it\"",
                "W/\"it\"",
                " \t W/\"it\" ",
                "*",
                " * ",
                "\"other\",\"it\"",
                "W/\"a,b\" , , \"it\", x",
                ",\"it\"",
                "\"\", \"it\""
            })
    void isFoundInListsByWeakComparison(String list) {
        assertThat(new EntityTag("it").isAmong(List.of(list))).isTrue();
    }

    @Test
    void isFoundInTheSecondHeader() {
        assertThat(new EntityTag("it").isAmong(List.of("\"a\"", "\"it\""))).isTrue();
        assertThat(new EntityTag("it").isAmong(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "it",
                "\"it",
                "w/\"it\"",
                "\"It\"",
                "\"it \"",
                "\"a\" \"it\"",
                "\"a,it\"",
                "*, x",
                "x, \"it\""
            })
    void isNotFoundInWhatDoesNotNameIt(String list) {
        assertThat(new EntityTag("it").isAmong(List.of(list))).isFalse();
    }
}
