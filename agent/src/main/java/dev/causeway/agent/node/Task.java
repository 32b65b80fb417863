package dev.causeway.agent.node;

import dev.causeway.model.document.DocumentKey;

/// A key of the queue.
sealed interface Task {

    /// Everything that a document says.
    record Realise(DocumentKey key) implements Task {

        @Override
        public String toString() {
            return key.toString();
        }
    }

    /// What an earlier process left and no document mentions.
    record CleanUp() implements Task {

        @Override
        public String toString() {
            return "leftovers";
        }
    }
}
