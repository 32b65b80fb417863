/// The benchmarks: what the service does beside the same thing made by hand, in one run.
package dev.causeway.scenarios.bench;
