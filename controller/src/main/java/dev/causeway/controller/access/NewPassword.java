package dev.causeway.controller.access;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// A password that a user of a VPN server shall have. It never shows in a log or an error: printing one prints stars.
record NewPassword(String text) {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 32;
    private static final int CLASSES = 2;
    private static final String SPECIAL = "`~!@#$%^&*()-_=+\\|[{}];:'\",<.>/? ";

    /// Reads a password as callers write it.
    ///
    /// @throws InvalidInput with its code, if it is none
    static NewPassword parse(String text) {
        if (!text.chars().allMatch(NewPassword::isAllowed)) {
            throw P2cCode.PASSWORD_CHARACTERS
                    .fault()
                    .because("letters, digits, spaces and %s are allowed", SPECIAL.strip())
                    .at("");
        }
        if (!hasLength(text)) {
            throw P2cCode.PASSWORD_TOO_SIMPLE
                    .fault()
                    .because("it must have %d to %d characters", SHORTEST, LONGEST)
                    .at("");
        }
        if (classes(text) < CLASSES) {
            throw P2cCode.PASSWORD_TOO_SIMPLE
                    .fault()
                    .because("it must have two of upper-case letters, lower-case letters, digits and others")
                    .at("");
        }
        return new NewPassword(text);
    }

    static boolean hasLength(String text) {
        return text.length() >= SHORTEST && text.length() <= LONGEST;
    }

    /// @throws InvalidInput if it is what everybody tries first
    NewPassword requireNot(ClientUserName name) {
        if (text.equals(name.text())
                || text.equals(new StringBuilder(name.text()).reverse().toString())) {
            throw P2cCode.PASSWORD_IS_NAME.at("");
        }
        return this;
    }

    private static boolean isAllowed(int letter) {
        return isUpper(letter) || isLower(letter) || isDigit(letter) || isSpecial(letter);
    }

    private static long classes(String text) {
        return Stream.<IntPredicate>of(
                        NewPassword::isUpper, NewPassword::isLower, NewPassword::isDigit, NewPassword::isSpecial)
                .filter(kind -> text.chars().anyMatch(kind))
                .count();
    }

    private static boolean isUpper(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    private static boolean isLower(int letter) {
        return letter >= 'a' && letter <= 'z';
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isSpecial(int letter) {
        return SPECIAL.indexOf(letter) >= 0;
    }

    @Override
    public String toString() {
        return "********";
    }
}
