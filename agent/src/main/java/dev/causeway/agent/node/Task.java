package dev.causeway.agent.node;

import dev.causeway.model.NodeId;
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

    /// Only the routes that follow a node's tunnels, in the node and in its VPC. Not kept waiting by work on the node.
    record Route(NodeId node) implements Task {

        @Override
        public String toString() {
            return "routes of node/" + node;
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
