/// The words of the field, one type for each: identifiers, addresses, algorithms, and the kinds of failure. A value is
/// built only if it is valid, so whoever holds one need not check it again.
package dev.causeway.model;
