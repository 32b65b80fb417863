package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.cloud.CredentialsFile;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who somebody is to the console.
///
/// @param start where the pages begin that are for them, below `/console`
/// @param says what they say beside the password, by the labels of the fields
public record Person(String start, Map<String, String> says, String password) {

    /// A user of the service.
    public static Person tenant(CredentialsFile own) {
        Map<String, String> says = new LinkedHashMap<>();
        says.put("Domain", own.domain());
        says.put("User", own.user());
        return new Person("/", says, own.password());
    }

    /// Whoever runs the service.
    public static Person operator(String password) {
        return new Person("/operator", Map.of("Name", "operator"), password);
    }

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "Person" + says;
    }
}
