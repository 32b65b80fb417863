/// PostgreSQL: the embedded server, the pool, transactions, migrations, and how the project's types are stored. The
/// only place that knows what a database error is.
package dev.causeway.controller.database;
