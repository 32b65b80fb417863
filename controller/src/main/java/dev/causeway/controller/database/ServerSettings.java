package dev.causeway.controller.database;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server's configuration file.
///
/// @param durable whether what was committed survives a loss of power
record ServerSettings(boolean durable) {

    static final ServerSettings LASTING = new ServerSettings(true);
    static final ServerSettings THROWAWAY = new ServerSettings(false);

    /// Reachable on the loopback only, by password only. Its log has neither statements nor values, which hold
    /// customers' data, nor failures of statements, which the controller sees itself; a month of it is kept.
    String text(int port) {
        String durability = durable ? "on" : "off";
        return Stream.of(
                        "listen_addresses = '127.0.0.1'",
                        "port = " + port,
                        "unix_socket_directories = ''",
                        "password_encryption = 'scram-sha-256'",
                        "max_connections = 60",
                        "shared_buffers = '48MB'",
                        "max_wal_size = '256MB'",
                        "io_method = 'sync'",
                        "jit = off",
                        "fsync = " + durability,
                        "synchronous_commit = " + durability,
                        "full_page_writes = " + durability,
                        "timezone = 'UTC'",
                        "log_timezone = 'UTC'",
                        "logging_collector = on",
                        "log_directory = 'log'",
                        "log_filename = 'server-%d.log'",
                        "log_truncate_on_rotation = on",
                        "log_rotation_age = '1d'",
                        "log_min_messages = 'log'",
                        "log_min_error_statement = 'panic'",
                        "log_error_verbosity = 'terse'",
                        "log_parameter_max_length = 0")
                .collect(Collectors.joining("\n", "# Written by the controller at every start.\n", "\n"));
    }

    /// Who may log in: anybody with the password, from the loopback.
    static String access() {
        return "# Written by the controller at every start.\nhost all all 127.0.0.1/32 scram-sha-256\n";
    }
}
