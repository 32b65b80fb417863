package dev.causeway.scenarios.demo;

import dev.causeway.scenarios.cloud.Cloud;
import java.nio.file.Path;
import java.util.List;

/// Plays the demo on a running service: `--data DIR`, and `--keep` to leave everything as it is at the end.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        int data = words.indexOf("--data");
        if (data < 0 || data + 1 >= words.size()) {
            System.err.println("the demo needs --data DIR; ./causeway demo gives it");
            System.exit(2);
        }
        Path folder = Path.of(words.get(data + 1));
        try {
            new Demo(Cloud.attach(folder), new Stage(System.out, folder), words.contains("--keep")).play();
        } catch (IllegalStateException e) {
            System.err.println("The demo failed: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
