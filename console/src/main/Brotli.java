import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compresses files by brotli, as much as it can, each into one beside it: `app.js` into `app.js.br`. What does
/// not become shorter has none. The build runs it from this source; it is no part of what is built.
class Brotli {

    private static final Encoder.Parameters MOST =
            new Encoder.Parameters().setQuality(11).setWindow(22);

    /// @param files to compress, in this order
    public static void main(String[] files) throws IOException {
        Brotli4jLoader.ensureAvailability();
        for (String file : files) {
            compress(Path.of(file), Path.of(file + ".br"));
        }
    }

    private static void compress(Path file, Path compressed) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        byte[] shorter = Encoder.compress(octets, MOST);
        Files.deleteIfExists(compressed);
        if (shorter.length < octets.length) {
            Files.write(compressed, shorter);
        }
    }
}
