package dev.causeway.scenarios.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The emulator's command line: all in software, so that any processor will do.
final class Machine {

    private static final int MEBIBYTES = 512;

    private Machine() {}

    /// Where the launcher unpacked the kernel.
    private static Path kernelFolder() {
        String folder = System.getenv("CAUSEWAY_GUEST");
        if (folder == null) {
            throw new IllegalStateException("CAUSEWAY_GUEST names no folder; ./causeway test sets it");
        }
        return Path.of(folder);
    }

    static List<String> words(Path folder, List<String> taps, Path program) {
        Path kernel = kernelFolder();
        List<String> words = new ArrayList<>(List.of("qemu-system-x86_64", "-M", "q35", "-accel", "tcg,thread=multi"));
        words.addAll(List.of("-cpu", "max", "-smp", "2", "-m", MEBIBYTES + "M"));
        words.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-serial", "stdio", "-no-reboot"));
        words.addAll(List.of("-kernel", kernel.resolve("vmlinuz").toString()));
        words.addAll(List.of("-initrd", kernel.resolve("initramfs.gz").toString()));
        // What the kernel does not know becomes a variable of its first program.
        words.addAll(List.of(
                "-append", "console=ttyS0 quiet loglevel=3 panic=-1 PROGRAM=%s KERNEL=%s".formatted(program, kernel)));
        // The servers of folders work in the guest's memory.
        words.addAll(List.of("-object", "memory-backend-memfd,id=memory,size=" + MEBIBYTES + "M,share=on"));
        words.addAll(List.of("-numa", "node,memdev=memory"));
        List.of("root", "window").forEach(name -> shareFolder(words, folder, name));
        taps.forEach(tap -> addNetworkDevice(words, tap));
        return words;
    }

    private static void shareFolder(List<String> words, Path folder, String name) {
        words.addAll(List.of("-chardev", "socket,id=%s,path=%s".formatted(name, FileServer.socket(folder, name))));
        words.addAll(List.of("-device", "vhost-user-fs-pci,chardev=%s,tag=%s".formatted(name, name)));
    }

    private static void addNetworkDevice(List<String> words, String tap) {
        words.addAll(List.of("-netdev", "tap,id=%s,ifname=%s,script=no,downscript=no".formatted(tap, tap)));
        words.addAll(List.of("-device", "virtio-net-pci,netdev=%s,mac=%s".formatted(tap, randomAddress())));
    }

    /// Two guests may stand on one segment, where the emulator's own choice would be the same for both.
    private static String randomAddress() {
        int number = ThreadLocalRandom.current().nextInt(1 << 24);
        return "52:54:00:%02x:%02x:%02x".formatted(number >> 16, number >> 8 & 255, number & 255);
    }
}
