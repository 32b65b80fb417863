package dev.causeway.controller.quota;

/// One limit of a project.
///
/// @param used how many there are, what is being deleted included
/// @param quota how many there may be. It may be below the use: then nothing more is made
record Quota(QuotaType type, long used, long quota) {}
