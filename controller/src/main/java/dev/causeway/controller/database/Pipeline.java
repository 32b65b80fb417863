package dev.causeway.controller.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Several statements of a transaction that need not wait for each other's answers: the server runs them in their order
/// and answers all in one exchange. Each sees what those before it have done, and what other transactions had done when
/// it began; so what comes behind a statement that waits for a lock sees what the lock was held for.
///
/// ```java
/// var pipeline = new Pipeline();
/// var gateway = pipeline.add(GatewayTable.locking(id));
/// var subnets = pipeline.add(SubnetTable.around(id));
/// pipeline.run(tx);
/// gateway.first()
/// ```
public final class Pipeline {

    private final List<String> texts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<Answer<?>> answers = new ArrayList<>();

    /// What a question is answered, once the pipeline has run.
    public static final class Answer<T> {

        private final Select.Reader<T> reader;
        private List<T> rows = List.of();
        private boolean there;

        private Answer(Select.Reader<T> reader) {
            this.reader = reader;
        }

        public List<T> list() {
            if (!there) {
                throw new IllegalStateException("nobody was asked yet");
            }
            return rows;
        }

        public Optional<T> first() {
            return list().stream().findFirst();
        }

        private void take(ResultSet answer) throws SQLException {
            rows = Select.read(answer, reader);
            there = true;
        }
    }

    public <T> Answer<T> add(Select<T> question) {
        var answer = new Answer<>(question.reader());
        append(question.sql(), question.values());
        answers.add(answer);
        return answer;
    }

    public void add(Write change) {
        append(change.sql(), change.values());
    }

    private void append(String sql, List<Object> itsValues) {
        texts.add(sql);
        values.addAll(itsValues);
    }

    /// Runs all statements. If one fails, those behind it are not run.
    public void run(Handle tx) {
        try {
            run(tx.getConnection(), texts);
        } catch (SQLException e) {
            throw new Select.Failed(e);
        }
    }

    /// Runs them in a transaction that sees one moment and changes nothing, which begins and ends in the same exchange.
    void readAlone(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>(texts);
        all.addFirst("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        all.addLast("COMMIT");
        try {
            run(connection, all);
        } catch (SQLException e) {
            abort(connection, e);
            throw e;
        }
    }

    /// The connection is of use to others again, or seen to be lost.
    private static void abort(Connection connection, SQLException cause) {
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void run(Connection connection, List<String> all) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(String.join(";\n", all))) {
            Values.setAll(statement, values);
            boolean rows = statement.execute();
            for (Answer<?> answer : answers) {
                while (!rows) {
                    // The answer to a change.
                    rows = statement.getMoreResults();
                }
                try (ResultSet set = statement.getResultSet()) {
                    answer.take(set);
                }
                rows = statement.getMoreResults();
            }
        }
    }
}
