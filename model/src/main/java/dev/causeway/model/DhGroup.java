package dev.causeway.model;

/// The Diffie-Hellman group of a key exchange (IANA, Transform Type 4).
public enum DhGroup implements ApiWord {
    GROUP1("group1"),
    GROUP2("group2"),
    GROUP5("group5"),
    GROUP14("group14"),
    GROUP15("group15"),
    GROUP16("group16"),
    GROUP19("group19"),
    GROUP20("group20"),
    GROUP21("group21");

    private final String word;

    DhGroup(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
