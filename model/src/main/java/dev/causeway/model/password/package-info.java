/// Hashes of passwords by argon2id, which the library libargon2 computes.
package dev.causeway.model.password;
