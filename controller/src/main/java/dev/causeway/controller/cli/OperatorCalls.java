package dev.causeway.controller.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What the operator does with the operator's own account.
final class OperatorCalls {

    private OperatorCalls() {}

    /// Sets the password by which the operator logs in to the console.
    ///
    /// @param in has it in its first line, so that no argument does
    static Answer setPassword(Credentials operator, InputStream in) throws IOException, InterruptedException {
        String password = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        if (password == null || password.isEmpty()) {
            throw new Refusal("there is no password in standard input");
        }
        return Calls.call(
                operator, "PUT", "/admin/v1/operator/password", PrettyJson.write(Map.of("password", password)));
    }
}
