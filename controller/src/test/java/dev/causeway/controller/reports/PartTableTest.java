package dev.causeway.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.document.ReportPart;
import org.junit.jupiter.api.Test;

class PartTableTest {

    @Test
    void partsOfEveryKindAreHeld() {
        assertThat(Reports.TABLES).<Object>extracting(PartTable::kind).containsExactlyInAnyOrder((Object[])
                ReportPart.class.getPermittedSubclasses());
    }
}
