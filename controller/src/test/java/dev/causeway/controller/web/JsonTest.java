package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class JsonTest {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// From the year 0 to the year 10,000.
    @Property
    void printsMomentsWithMilliseconds(
            @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_800_000L) long at) {
        Instant moment = Instant.ofEpochMilli(at);
        assertThat(Json.time(moment)).isEqualTo(FORM.format(moment));
    }
}
