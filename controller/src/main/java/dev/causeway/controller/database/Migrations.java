package dev.causeway.controller.database;

import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// The steps by which a database becomes one of this version. There are none back.
final class Migrations {

    private Migrations() {}

    /// Takes the steps that a database lacks. Without limits: one may take long, and waits for one that another replica
    /// takes.
    ///
    /// @throws IllegalStateException if the database does not answer, or has taken steps that this program does not
    ///     know; nothing is changed then
    static void run(LoginSource source) {
        try (var _ = source.getConnection()) {
            Flyway steps = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:migrations")
                    .load();
            steps.migrate();
            // Looked at afterwards: meanwhile a replica of a newer version may have taken its own.
            refuseNewer(steps.info().all());
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer: " + e.getMessage(), e);
        }
    }

    private static void refuseNewer(MigrationInfo[] steps) {
        Arrays.stream(steps).filter(Migrations::isUnknown).findFirst().ifPresent(step -> {
            throw new IllegalStateException(("the database is of a newer version than this program, which does not know"
                            + " step %s of it; start the newer program, or put back the copy of the database that was"
                            + " made before the upgrade")
                    .formatted(step.getVersion()));
        });
    }

    private static boolean isUnknown(MigrationInfo step) {
        return step.getState() == MigrationState.FUTURE_SUCCESS || step.getState() == MigrationState.FUTURE_FAILED;
    }
}
