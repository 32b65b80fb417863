package dev.causeway.agent.openvpn;

/// What a daemon is made of.
///
/// @param version of OpenVPN, such as `2.6.14`
/// @param settings the revision of the settings that it is given
public record DaemonBuild(String version, int settings) {}
