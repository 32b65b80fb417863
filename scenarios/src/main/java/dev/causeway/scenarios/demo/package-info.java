/// The demo: a story in a minute, from the first call to the leak check.
package dev.causeway.scenarios.demo;
