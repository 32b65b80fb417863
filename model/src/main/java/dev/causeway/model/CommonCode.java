package dev.causeway.model;

/// The codes of no service of its own that no kind of failure stands for.
public final class CommonCode {

    public static final ErrorCode.Plain REPEATED = new ErrorCode.Plain("VPN.0031", 400, "Repeated operation.");

    private CommonCode() {}
}
