package dev.causeway.agent.routing.vty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerBufferTest {

    private final AnswerBuffer buffer = new AnswerBuffer();

    private Optional<VtyAnswer> add(String bytes) {
        return buffer.add(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void anAnswerEndsWithItsStatus() {
        assertThat(add("text\0\0\0\2")).contains(new VtyAnswer("text", 2));
    }

    @Test
    void anAnswerMayHaveNoText() {
        assertThat(add("\0\0\0\0")).contains(new VtyAnswer("", 0));
    }

    @Test
    void whatComesInPiecesIsOneAnswer() {
        assertThat(add("te")).isEmpty();
        assertThat(add("xt\0")).isEmpty();
        assertThat(add("\0\0")).isEmpty();
        assertThat(add("\0")).contains(new VtyAnswer("text", 0));
    }

    @Test
    void anAnswerLongerThanItsBufferIsKeptWhole() {
        String text = "0123456789".repeat(5000);
        assertThat(add(text)).isEmpty();
        assertThat(add("\0\0\0\r")).contains(new VtyAnswer(text, 13));
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        ByteBuffer much = ByteBuffer.allocate(AnswerBuffer.LONGEST);
        assertThat(buffer.add(much.put(0, (byte) 'a').limit(AnswerBuffer.LONGEST - 1)))
                .isPresent();
        assertThatThrownBy(() -> add("ab")).isInstanceOf(VtyFailed.class);
    }
}
