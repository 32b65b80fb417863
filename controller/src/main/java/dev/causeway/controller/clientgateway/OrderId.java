package dev.causeway.controller.clientgateway;

import dev.causeway.model.InvalidInput;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an order is called: `CS`, when it was made, and five letters and digits, such as `CS2406141822JWT1O`.
record OrderId(String text) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{1,64}");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int DRAWN = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    static OrderId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 64 letters and digits");
        }
        return new OrderId(text);
    }

    static OrderId draw(Instant now) {
        var text = new StringBuilder("CS").append(MINUTE.format(now));
        RANDOM.ints(DRAWN, 0, SIGNS.length()).forEach(place -> text.append(SIGNS.charAt(place)));
        return new OrderId(text.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
