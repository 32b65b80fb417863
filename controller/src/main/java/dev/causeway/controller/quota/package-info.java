/// How many resources of each type a project may have, and has. The database counts them and refuses what is too much,
/// so that no other feature knows of it.
package dev.causeway.controller.quota;
