/// What controller and agent tell each other. Documents go down: each is the whole wanted state of one thing on one
/// host, never a command. Reports come up: what was seen on the host, never what was hoped.
package dev.causeway.model.document;
