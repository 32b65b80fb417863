package dev.causeway.model.password;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// The functions of libargon2. Its memory lies outside of the heap, and it wipes it.
@SuppressWarnings("restricted")
final class Argon2 {

    static final String LIBRARY = "libargon2.so.1";

    private static final int MEMORY_KIBIBYTES = 19 << 10;
    private static final int ROUNDS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    /// More than such a hash has as text.
    private static final long TEXT_BYTES = 128;

    private static final int OK = 0;
    private static final int MISMATCH = -35;

    private final MethodHandle hash;
    private final MethodHandle verify;

    private Argon2(SymbolLookup library) {
        hash = function(
                library,
                "argon2id_hash_encoded",
                FunctionDescriptor.of(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
                        ADDRESS, JAVA_LONG));
        verify = function(library, "argon2id_verify", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    }

    /// Fails with a sentence for whoever runs the program when there is no such library.
    static Argon2 load(String library) {
        try {
            return new Argon2(SymbolLookup.libraryLookup(library, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    library + " cannot be loaded, by which passwords are checked: install the package libargon2-1", e);
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor form) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), form);
    }

    /// A hash in PHC form.
    String hash(String password, byte[] salt) {
        try (var arena = Arena.ofConfined();
                var secret = new Secret(arena, password)) {
            MemorySegment text = arena.allocate(TEXT_BYTES);
            int outcome = (int) hash.invokeExact(
                    ROUNDS,
                    MEMORY_KIBIBYTES,
                    LANES,
                    secret.bytes(),
                    secret.length(),
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, salt),
                    (long) salt.length,
                    (long) HASH_BYTES,
                    text,
                    TEXT_BYTES);
            if (outcome != OK) {
                throw failed(outcome, null);
            }
            return text.getString(0, StandardCharsets.US_ASCII);
        } catch (Throwable e) {
            throw refused(e);
        }
    }

    /// Compares in a time that does not tell how much is alike.
    ///
    /// @param text a hash in PHC form, of whatever cost
    boolean matches(String password, String text) {
        try (var arena = Arena.ofConfined();
                var secret = new Secret(arena, password)) {
            int outcome = (int) verify.invokeExact(arena.allocateFrom(text), secret.bytes(), secret.length());
            return switch (outcome) {
                case OK -> true;
                case MISMATCH -> false;
                default -> throw failed(outcome, null);
            };
        } catch (Throwable e) {
            throw refused(e);
        }
    }

    /// A password outside of the heap, which does not stay there.
    private record Secret(MemorySegment bytes, long length) implements AutoCloseable {

        Secret(Arena arena, String password) {
            this(arena, password.getBytes(StandardCharsets.UTF_8));
        }

        private Secret(Arena arena, byte[] text) {
            this(arena.allocate(text.length + 1L).copyFrom(MemorySegment.ofArray(text)), text.length);
        }

        @Override
        public void close() {
            bytes.fill((byte) 0);
        }

        @Override
        public String toString() {
            return "Secret";
        }
    }

    private static RuntimeException refused(Throwable e) {
        return switch (e) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            default -> failed(0, e);
        };
    }

    /// Says neither password nor hash.
    private static IllegalStateException failed(int outcome, Throwable cause) {
        return new IllegalStateException("a password could not be hashed (argon2: " + outcome + ")", cause);
    }
}
