/// Who calls: domains, projects, users, their passwords, tokens and keys, and the signatures made with these.
package dev.causeway.controller.identity;
