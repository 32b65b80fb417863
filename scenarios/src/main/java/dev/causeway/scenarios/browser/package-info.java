/// A real browser in which the console is tried and measured, and the checks that hold on every page of it.
package dev.causeway.scenarios.browser;
