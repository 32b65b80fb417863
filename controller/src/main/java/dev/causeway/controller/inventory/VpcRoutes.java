package dev.causeway.controller.inventory;

import dev.causeway.model.VpcId;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Ways from VPCs to networks of customers, which other features make. When they change, the feature touches the VPC's
/// document.
public interface VpcRoutes {

    List<VpcDocument.PeerRoute> of(Handle tx, VpcId vpc);
}
