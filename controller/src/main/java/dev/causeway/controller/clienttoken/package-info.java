/// Writes that are done once, however often a client asks for them: what was answered to whom for which token.
package dev.causeway.controller.clienttoken;
