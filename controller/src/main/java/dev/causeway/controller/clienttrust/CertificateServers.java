package dev.causeway.controller.clienttrust;

import dev.causeway.controller.server.ClientAuthType;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.server.VpnServers;
import dev.causeway.model.Coded;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import org.jdbi.v3.core.Handle;

/// Finds servers for whoever changes whose clients they let in.
final class CertificateServers {

    private final VpnServers servers;

    CertificateServers(VpnServers servers) {
        this.servers = servers;
    }

    /// Checks that the project has a server.
    ///
    /// @throws Coded if it has not
    VpnServer get(ProjectId project, ServerId id) {
        return servers.get(project, id).server();
    }

    /// Locks a server, so that nothing of it comes or goes.
    ///
    /// @throws Coded if the project has no such server, or its gateway is being created or deleted, or is frozen
    VpnServers.Locked lock(Handle tx, ProjectId project, ServerId id) {
        return servers.lock(tx, project, id);
    }

    /// The same for a change of what its daemon lets in.
    ///
    /// @throws Coded likewise, and if a daemon is being started for it, or it does not work
    VpnServer lockWorking(Handle tx, ProjectId project, ServerId id) {
        return working(lock(tx, project, id));
    }

    /// Checks that the daemon of a server can be told of a change.
    ///
    /// @throws Coded if a daemon is being started for it, or it does not work
    static VpnServer working(VpnServers.Locked locked) {
        VpnServers.requireSettled(locked);
        return switch (locked.status()) {
            case FAULT -> throw P2cCode.SERVER_ABNORMAL.failure();
            case PENDING_CREATE, PENDING_UPDATE, ACTIVE, FROZEN -> locked.server();
        };
    }

    /// Checks that clients of a server show certificates.
    static void requireCertificates(VpnServer server) {
        switch (server.spec().clientAuthType()) {
            case CERT -> {}
            case LOCAL_PASSWORD ->
                throw new InvalidInput(
                        "clients of this server have passwords (client_auth_type %s): it has no client CA certificates",
                        ClientAuthType.LOCAL_PASSWORD.word());
        }
    }
}
