/// The controller as a program: its options, and one page that wires the features by their constructors.
package dev.causeway.controller.app;
