/// What a feature of the service registers: its operations, its documents, what it makes of reports, its resources.
/// Whoever serves these loops over all features and knows none of them.
package dev.causeway.controller.feature;
