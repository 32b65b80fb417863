package dev.causeway.controller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowFormTest {

    private static final Database DATABASE = TestDatabase.fresh();

    private record Name(String text) {}

    private record AsNumber(long value) {}

    private record Timing(int intervalSeconds, Optional<Integer> retries) {}

    private record Profile(HaRole haRole, @Under("timing_") Timing timing) {}

    private record Place(VpcId vpc, @As("inner_subnet") SubnetId subnet) {}

    private sealed interface Shape {

        record Round(int radius) implements Shape {}

        record Square(int side) implements Shape {}
    }

    private record Thing(
            GatewayId id,
            ProjectId project,
            Name name,
            Place place,
            List<Prefix> localSubnets,
            @As("bgp_asn") Optional<AsNumber> asNumber,
            @Under("profile_") Profile profile,
            Shape shape,
            Optional<Ipv4> address,
            boolean active,
            Thread.State state,
            Instant madeAt,
            OptionalLong dropped,
            @Joined long total,
            @Joined List<Name> labels) {}

    private static final RowForm<Shape> SHAPE = RowForm.of(
                    Shape.class, row -> row.has("radius") ? new Shape.Round(row.number("radius")) : new Shape.Square(4))
            .with("radius", shape -> shape instanceof Shape.Round round ? round.radius() : null);

    private static final RowForm<List<Name>> LABELS =
            RowForm.ofList(Name.class, row -> List.of(new Name(row.text("label"))));

    private static final RowForm<Thing> FORM = RowForm.of(Thing.class, SHAPE, LABELS);

    private static final Thing WHOLE = new Thing(
            GatewayId.random(),
            ProjectId.random(),
            new Name("one"),
            new Place(VpcId.random(), SubnetId.random()),
            List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("192.168.0.0/16")),
            Optional.of(new AsNumber(4_200_000_000L)),
            new Profile(HaRole.SLAVE, new Timing(30, Optional.of(3))),
            new Shape.Round(7),
            Optional.of(Ipv4.parse("192.0.2.1")),
            true,
            Thread.State.WAITING,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            OptionalLong.of(9),
            1,
            List.of(new Name("l")));

    @BeforeAll
    static void createTable() {
        DATABASE.change(tx -> tx.execute("""
                CREATE TABLE thing (
                    id uuid, project_id text, name text, vpc_id uuid, inner_subnet uuid, local_subnets cidr[],
                    bgp_asn bigint, profile_ha_role text, timing_interval smallint, timing_retries integer,
                    radius integer, address inet, active boolean, state text, made_at timestamptz(3), dropped bigint,
                    other text)"""));
    }

    @BeforeEach
    void empty() {
        DATABASE.change(tx -> tx.execute("TRUNCATE thing"));
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        Thing bare = new Thing(
                GatewayId.random(),
                WHOLE.project(),
                WHOLE.name(),
                WHOLE.place(),
                WHOLE.localSubnets(),
                Optional.empty(),
                new Profile(HaRole.MASTER, new Timing(1, Optional.empty())),
                new Shape.Square(4),
                Optional.empty(),
                false,
                Thread.State.NEW,
                WHOLE.madeAt(),
                OptionalLong.empty(),
                1,
                WHOLE.labels());
        DATABASE.change(tx -> {
            insert(WHOLE).in(tx);
            insert(bare).in(tx);
        });
        assertThat(DATABASE.first(find(WHOLE.id()))).contains(WHOLE);
        assertThat(DATABASE.first(find(bare.id()))).contains(bare);
    }

    @Test
    void anUpdateWritesTheWholeRowAndNothingElse() {
        Map<String, Object> renamed = new LinkedHashMap<>(FORM.row(WHOLE));
        renamed.put("name", "two");
        int concerned = DATABASE.write(tx -> {
            insert(WHOLE).in(tx);
            Write.of("UPDATE thing SET other = 'more'").in(tx);
            return Write.update("thing", renamed).in(tx);
        });
        assertThat(concerned).isEqualTo(1);
        assertThat(DATABASE.first(find(WHOLE.id())).orElseThrow().name()).isEqualTo(new Name("two"));
        assertThat(DATABASE.first(Select.of(row -> row.text("other"), "SELECT other FROM thing")))
                .contains("more");
    }

    @Test
    void aColumnIsNamedOnceAndWhatLiesElsewhereIsNotAmongThem() {
        assertThat(FORM.row(WHOLE).keySet())
                .containsExactly(
                        "id",
                        "project_id",
                        "name",
                        "vpc_id",
                        "inner_subnet",
                        "local_subnets",
                        "bgp_asn",
                        "profile_ha_role",
                        "timing_interval",
                        "timing_retries",
                        "radius",
                        "address",
                        "active",
                        "state",
                        "made_at",
                        "dropped");
        assertThat(FORM.columns("t")).startsWith("t.id, t.project_id, t.name").doesNotContain("total");
    }

    @Test
    void aWordThatIsNoneIsNotRead() {
        DATABASE.change(tx -> {
            insert(WHOLE).in(tx);
            Write.of("UPDATE thing SET profile_ha_role = 'none'").in(tx);
        });
        assertThatThrownBy(() -> DATABASE.first(find(WHOLE.id())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none");
    }

    private static Write insert(Thing thing) {
        return Write.insert("thing", FORM.row(thing));
    }

    private static Select<Thing> find(GatewayId id) {
        return Select.of(FORM::read, "SELECT t.*, 1 AS total, 'l' AS label FROM thing t WHERE id = ?", id);
    }
}
