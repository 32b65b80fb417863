package dev.causeway.controller.clienttoken;

import dev.causeway.controller.connection.MovableClock;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// A feature that makes things with names and passwords, served by two controllers on one database.
final class ServedThings implements AutoCloseable {

    final Database database = TestDatabase.fresh();
    final MovableClock clock = new MovableClock();
    final ClientTokens tokens;
    final TestApi one;
    final TestApi other;

    /// What is done while a thing is being made.
    volatile Consumer<Handle> meanwhile = _ -> {};

    /// What the answer says of a thing beside.
    volatile String remark = "";

    /// Whether the next call makes nothing.
    final AtomicBoolean unfit = new AtomicBoolean();

    /// How many calls were prepared.
    final AtomicInteger preparations = new AtomicInteger();

    private final Database second = database.apart("second", 4);

    private record Thing(String name, String password) {

        static Thing read(JsonReader in) {
            return new Thing(in.required("name", text -> text), in.required("password", text -> text));
        }
    }

    private record Made(String name, String number, String remark) {}

    private record Answer(Made thing, String requestId) {}

    /// @param folder for the master key
    ServedThings(Path folder) {
        database.change(tx -> tx.execute("CREATE TABLE thing (number uuid, name text UNIQUE)"));
        Vault vault = Vault.open(folder.resolve("key"));
        tokens = new ClientTokens(database, vault, clock);
        one = controller(tokens);
        other = controller(new ClientTokens(second, vault, clock));
    }

    private TestApi controller(ClientTokens its) {
        return TestApi.serve(List.of(
                Route.tenant(Method.POST, "/v5/{project_id}/things", "things:create", call -> create(its, call))
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.POST, "/v5/{project_id}/others", "others:create", call -> create(its, call))
                        .taking(ClientTokens.TOKEN),
                Route.tenant(
                                Method.POST,
                                "/v5/{project_id}/silent",
                                "things:silent",
                                call -> its.once(
                                        call,
                                        once -> once.write(tx -> {
                                            make(tx, call, new Thing("silent", ""));
                                            return Reply.noContent();
                                        })))
                        .taking(ClientTokens.TOKEN)));
    }

    private Reply create(ClientTokens its, Call call) {
        return its.once(call, once -> {
            preparations.incrementAndGet();
            return call.with("thing", Thing::read, thing -> once.attempt(tx -> attempt(tx, call, thing)));
        });
    }

    /// What is unfit is answered like everything else, and nothing is made.
    private ClientTokens.Attempted attempt(Handle tx, Call call, Thing thing) {
        if (unfit.getAndSet(false)) {
            meanwhile.accept(tx);
            Made nothing = new Made(thing.name(), "", "unfit");
            return new ClientTokens.Attempted(Reply.created(new Answer(nothing, call.requestId())), false);
        }
        return new ClientTokens.Attempted(make(tx, call, thing), true);
    }

    private Reply make(Handle tx, Call call, Thing thing) {
        meanwhile.accept(tx);
        if (thing.name().equals("refused")) {
            throw P2cCode.USER_NAME_RESERVED.at("name");
        }
        UUID number = UUID.randomUUID();
        tx.execute("INSERT INTO thing (number, name) VALUES (?, ?)", number, thing.name() + number);
        return Reply.created(new Answer(new Made(thing.name(), number.toString(), remark), call.requestId()));
    }

    @Override
    public void close() {
        one.close();
        other.close();
        second.close();
        database.close();
    }

    /// As many earlier ones, one for each second.
    void fill(ProjectId project, int count) {
        database.change(tx -> tx.createUpdate("""
                        INSERT INTO client_token (project_id, request, body, used_at, status)
                        SELECT :project, convert_to(n::text, 'UTF8'), '',
                               :now::timestamptz - n * interval '1 second', 201
                          FROM generate_series(1, :count) AS n""")
                .bind("project", project.value())
                .bind("now", clock.instant())
                .bind("count", count)
                .execute());
    }

    long made() {
        return count("thing");
    }

    long kept() {
        return count("client_token");
    }

    private long count(String table) {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }
}
