package dev.causeway.controller.access;

import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import org.jdbi.v3.core.Handle;

/// The feature of the authorities whose clients a server lets in, where they show certificates.
public interface CertificateAccess {

    Access.ByCertificate of(Handle tx, ServerId server);
}
