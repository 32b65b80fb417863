package dev.causeway.controller.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Shell exports that the official SDKs and Terraform read.
final class Exports {

    private static final List<String> SDK_SERVICES = List.of("VPN", "VPC", "EIP", "IAM");

    private Exports() {}

    static String of(Credentials credentials) {
        return variables(credentials).entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> variables(Credentials credentials) {
        String endpoint = credentials.endpoint().toString();
        String region = credentials.need("region");
        var variables = new LinkedHashMap<String, String>();
        variables.put("HUAWEICLOUD_SDK_AK", credentials.accessKey());
        variables.put("HUAWEICLOUD_SDK_SK", credentials.secretKey());
        variables.put("HUAWEICLOUD_SDK_PROJECT_ID", credentials.projectId());
        variables.put("HUAWEICLOUD_SDK_IAM_ENDPOINT", endpoint);
        for (String service : SDK_SERVICES) {
            variables.put("HUAWEICLOUD_SDK_REGION_" + service + "_" + variableName(region), endpoint);
        }
        variables.put("HW_REGION_NAME", region);
        variables.put("HW_ACCESS_KEY", credentials.accessKey());
        variables.put("HW_SECRET_KEY", credentials.secretKey());
        variables.put("HW_PROJECT_ID", credentials.projectId());
        variables.put("HW_AUTH_URL", endpoint + "/v3");
        variables.put("CAUSEWAY_ENDPOINT", endpoint);
        variables.put("CAUSEWAY_REGION", region);
        credentials.caFile().ifPresent(file -> variables.put("CAUSEWAY_CA_FILE", file.toString()));
        return variables;
    }

    private static String variableName(String region) {
        return region.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
