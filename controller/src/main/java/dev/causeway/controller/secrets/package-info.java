/// Encryption of what is needed in clear to compute with, and lies encrypted in the database: keys of users, pre-shared
/// keys, private keys.
package dev.causeway.controller.secrets;
