package dev.causeway.model.document;

/// How busy a host is. What cannot be is taken as the nearest that can, so that an odd figure keeps nothing else of a
/// report from being read.
///
/// @param processor in thousandths of all its processors, from 0 to 1000: what was in use of late
/// @param memoryUsed in bytes: what no program could get now
/// @param memoryTotal in bytes
public record HostLoad(int processor, long memoryUsed, long memoryTotal) {

    private static final int WHOLE = 1_000;

    public HostLoad {
        processor = Math.clamp(processor, 0, WHOLE);
        memoryTotal = Math.max(0, memoryTotal);
        memoryUsed = Math.clamp(memoryUsed, 0, memoryTotal);
    }
}
