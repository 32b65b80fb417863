/// End-to-end cases. Each is a folder with a description, the configuration of the site's device, and the checks.
package dev.causeway.scenarios.cases;
