package dev.causeway.controller.web;

import dev.causeway.model.ErrorCode;
import dev.causeway.model.Quote;
import dev.causeway.model.Violation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The codes that a member of a JSON object has for what can be wrong with it.
final class MemberCodes {

    static final MemberCodes NONE = new MemberCodes(Map.of());

    private final Map<Wrong, ErrorCode.OfMember> codes;

    private MemberCodes(Map<Wrong, ErrorCode.OfMember> codes) {
        this.codes = codes;
    }

    /// What can be wrong with a member.
    enum Wrong {
        ABSENT,
        /// A list without elements.
        EMPTY,
        TOO_MANY,
        /// Of another type, out of range, malformed.
        OTHERWISE
    }

    /// The same with one code for some of it.
    MemberCodes with(Set<Wrong> what, ErrorCode.OfMember code) {
        Map<Wrong, ErrorCode.OfMember> more = new EnumMap<>(Wrong.class);
        more.putAll(codes);
        what.forEach(one -> more.put(one, code));
        return new MemberCodes(more);
    }

    boolean has(Wrong what) {
        return codes.containsKey(what);
    }

    /// What is wrong, with the code that there is for it.
    ///
    /// @param quoted what the code names
    Violation violation(Wrong what, String quoted, String message) {
        return Optional.ofNullable(codes.get(what))
                .map(code -> new Violation("", code.quoting(Quote.of(quoted)).because("%s", message)))
                .orElseGet(() -> new Violation("", message));
    }

    /// What a rule found wrong with a value. A code of its own counts.
    ///
    /// @param sent the value
    Violation violation(Violation found, String sent) {
        return found.fault().isPresent()
                ? found
                : violation(Wrong.OTHERWISE, sent, found.message()).under(found.path());
    }
}
