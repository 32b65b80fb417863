package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.IkeVersion;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonReaderTest {

    private record Ike(IkeVersion version, Optional<Integer> lifetime) {}

    private record Thing(String name, List<Prefix> subnets, Ike ike, Optional<List<Ike>> others, Optional<Boolean> on) {

        Thing {
            subnets = List.copyOf(subnets);
            if (name.equals(ike.version().word())) {
                throw new InvalidInput("name and version must differ");
            }
        }

        static Thing read(JsonReader body) {
            return body.requiredObject(
                    "thing",
                    thing -> new Thing(
                            thing.required("name", text -> text),
                            thing.requiredList("subnets", Prefix::parse),
                            thing.requiredObject("ike", Thing::ike),
                            thing.optionalObjects("others", Thing::ike),
                            thing.optionalBoolean("on")));
        }

        private static Ike ike(JsonReader ike) {
            return new Ike(ike.requiredWord("version", IkeVersion.class), ike.optionalInt("lifetime", 60, 100));
        }
    }

    @Example
    void readsWhatIsRight() {
        Thing thing = read("""
                {"thing":{"name":"a","subnets":["10.0.0.0/8"],"ike":{"version":"v2","lifetime":60},"on":null,"new":[{}]}}
                """);
        assertThat(thing)
                .isEqualTo(new Thing(
                        "a",
                        List.of(Prefix.parse("10.0.0.0/8")),
                        new Ike(IkeVersion.V2, Optional.of(60)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Example
    void namesEveryViolationByItsPath() {
        assertThatThrownBy(() -> read("""
                                {"thing":{"subnets":["10.0.0.0/8","x",7],"ike":{"version":"v3","lifetime":101},
                                 "others":[{"version":"v1"},{"lifetime":"60"},3],"on":"yes"}}
                                """))
                .isInstanceOf(InvalidInput.class)
                .message()
                .contains(
                        "thing.name: is missing",
                        "thing.subnets[1]: ",
                        "thing.subnets[2]: must be a string",
                        "thing.ike.version: must be one of v1, v2, not 'v3'",
                        "thing.ike.lifetime: must be a number from 60 to 100, not 101",
                        "thing.others[1].version: is missing",
                        "thing.others[1].lifetime: must be a number from 60 to 100, not \"60\"",
                        "thing.others[2]: must be an object",
                        "thing.on: must be true or false, not \"yes\"");
    }

    @Example
    void quotesNoMoreOfAValueThanIsNeededAndNothingOfItsMembers() {
        assertThatThrownBy(() -> read("{\"thing\":{\"on\":\"%s\"}}".formatted("x".repeat(200))))
                .message()
                .contains("thing.on: must be true or false, not \"" + "x".repeat(99) + "…");
        assertThatThrownBy(() -> read("{\"thing\":{\"on\":{\"psk\":\"secret\"}}}"))
                .message()
                .contains("thing.on: must be true or false, not an object")
                .doesNotContain("secret");
    }

    @Example
    void namesTheObjectWhoseMembersDoNotGoTogether() {
        assertThatThrownBy(() -> read("{\"thing\":{\"name\":\"v2\",\"subnets\":[],\"ike\":{\"version\":\"v2\"}}}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("thing: name and version must differ");
    }

    @Property(tries = 500)
    void refusesEveryOtherShapeAsInvalid(@ForAll("shapes") String json) {
        try {
            read(json);
        } catch (InvalidInput refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /// Bodies made of the right names and wrong values.
    @Provide
    Arbitrary<String> shapes() {
        return object(3);
    }

    private static Arbitrary<String> object(int depth) {
        return Arbitraries.maps(
                        Arbitraries.of("thing", "name", "subnets", "ike", "others", "on", "version", "lifetime"),
                        value(depth))
                .ofMaxSize(6)
                .map(members -> members.entrySet().stream()
                        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> plain = Arbitraries.of(
                "1", "1.5", "-3", "true", "null", "\"v1\"", "\"10.0.0.0/8\"", "\"\"", "1e400", "{}", "[]");
        return depth == 0
                ? plain
                : Arbitraries.oneOf(
                        plain,
                        object(depth - 1),
                        value(depth - 1).list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"));
    }

    private static Thing read(String json) {
        return JsonReader.read(json.getBytes(StandardCharsets.UTF_8), Thing::read);
    }
}
