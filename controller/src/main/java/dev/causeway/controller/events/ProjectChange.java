package dev.causeway.controller.events;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import java.util.Optional;

/// Something has changed in a list of a project.
///
/// @param thing the identifier of what has, if it is told of one thing alone
record ProjectChange(ProjectId project, ChangedList list, Optional<String> thing) {

    private static final int PROJECT = 0;
    private static final int LIST = 1;
    private static final int THING = 2;

    /// Reads a notification of the database: `project list thing`, the last of which may be missing.
    ///
    /// @return empty if it is one that this version does not know
    static Optional<ProjectChange> parse(String notification) {
        String[] words = notification.split(" ", -1);
        if (words.length <= LIST || words.length > THING + 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProjectChange(
                    new ProjectId(words[PROJECT]),
                    ApiWord.parse(ChangedList.class, words[LIST]),
                    words.length > THING ? Optional.of(words[THING]) : Optional.empty()));
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }
}
