/// The command line's client: signed calls with credentials from a file. Nothing secret is ever an argument.
package dev.causeway.controller.cli;
