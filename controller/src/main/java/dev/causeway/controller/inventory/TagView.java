package dev.causeway.controller.inventory;

import java.util.List;

/// A tag as the API shows it.
record TagView(String key, String value) {

    record Many(List<TagView> tags) {

        Many {
            tags = List.copyOf(tags);
        }
    }
}
