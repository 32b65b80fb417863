package dev.causeway.scenarios.cases.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.causeway.scenarios.cloud.CredentialsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A page that tries to act in the name of whoever looks at it: it sends a form, and calls the service by script, with
/// and without the header that the console's calls have.
record ForeignPage(CredentialsFile tenant) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] page = page().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private String page() {
        return """
            <!doctype html><html lang="en"><title>A prize</title>
            <form id="form" method="post" enctype="text/plain" action="%1$s/v1/%2$s/vpcs">
              <input name='{"vpc": {"name": "forged", "cidr": "10.255.0.0/16"}, "x": "' value='"}'>
              <button>Take it</button>
            </form>
            <script>
              window.tried = (async () => {
                const said = [];
                const call = async (method, headers) => {
                  try {
                    const answer = await fetch('%1$s/v1/%2$s/vpcs', {method, headers, credentials: 'include'});
                    said.push('read: ' + answer.status);
                  } catch (e) {
                    said.push('kept away');
                  }
                };
                await call('GET', {});
                await call('POST', {'X-Causeway-Console': '1', 'Content-Type': 'application/json'});
                return said.join(', ');
              })();
            </script>
            """.formatted(tenant.endpoint(), tenant.project());
    }
}
