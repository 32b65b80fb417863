package dev.causeway.agent.openvpn.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private final List<ClientEvent> heard = new ArrayList<>();
    private final Dialogue dialogue = new Dialogue(heard::add);
    private final LineReader lines = new LineReader(dialogue::line);

    private void say(String text) {
        lines.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyCharacterOfAPasswordArrives() {
        say("""
                >CLIENT:CONNECT,7,1
                >CLIENT:ENV,username=al
                >CLIENT:ENV,password=p=w,"'\\ $x€
                >CLIENT:ENV,empty=
                >CLIENT:ENV,END
                """.replace("\n", "\r\n"));
        assertThat(heard).hasSize(1);
        ClientEvent event = heard.getFirst();
        assertThat(event).isInstanceOf(ClientEvent.Connect.class);
        assertThat(event.client()).isEqualTo(7);
        assertThat(event.environment().get("password")).contains("p=w,\"'\\ $x\u20ac");
        assertThat(event.environment().get("empty")).contains("");
        assertThat(event.toString()).doesNotContain("p=w").doesNotContain("al,");
    }

    @Test
    void eventsComeBetweenAnswers() {
        var state = dialogue.asked(true);
        var kill = dialogue.asked(false);
        say("""
                1,CONNECTED,SUCCESS,,
                >CLIENT:DISCONNECT,3
                >CLIENT:ENV,time_duration=6
                >BYTECOUNT_CLI:3,1,2
                >CLIENT:ENV,END
                END
                >CLIENT:ADDRESS,3,10.0.0.1,1
                """);
        assertThat(state.join().lines()).containsExactly("1,CONNECTED,SUCCESS,,");
        assertThat(heard).singleElement().isInstanceOf(ClientEvent.Disconnect.class);
        assertThat(kill).isNotDone();
        say("ERROR: client-kill command failed\n");
        assertThat(kill.join().done()).isFalse();
        assertThat(dialogue.isOwedAnAnswer()).isFalse();
    }

    @Test
    void garbageIsPassedOver() {
        var random = new Random(1);
        byte[] garbage = new byte[1 << 18];
        random.nextBytes(garbage);
        lines.read(ByteBuffer.wrap(garbage));
        say("""

                >CLIENT:CONNECT
                >CLIENT:CONNECT,x,1
                >CLIENT:ENV,a=b
                >CLIENT:ENV,END
                >CLIENT:
                >CLIENT:NEW,1
                SUCCESS: what
                """);
        assertThat(heard).isEmpty();
        say(">CLIENT:ESTABLISHED,4\n>CLIENT:ENV,END\n");
        assertThat(heard).singleElement().isInstanceOf(ClientEvent.Established.class);
    }

    @Test
    void ofALineThatIsTooLongNothingIsKept() {
        say(">CLIENT:CONNECT,1,1\n>CLIENT:ENV,password=" + "x".repeat(LineReader.LONGEST) + "\n>CLIENT:ENV,END\n");
        assertThat(heard.getFirst().environment().get("password")).isEmpty();
    }

    @Test
    void whoAsksAfterTheEndIsTold() {
        var before = dialogue.asked(false);
        dialogue.end();
        assertThat(before).isCompletedExceptionally();
        assertThat(dialogue.asked(true)).isCompletedExceptionally();
    }

    @Test
    void rowsAreReadByTheNamesOfTheirColumns() {
        List<ClientRow> rows = ClientRow.parse(List.of(
                "TIME\t2026-11-26 22:12:34\t1795731154",
                "HEADER\tCLIENT_LIST\tCommon Name\tVirtual Address\tConnected Since (time_t)\tUsername\tClient ID",
                "CLIENT_LIST\talice\t10.250.0.5\t1795731151\talice\t12",
                "CLIENT_LIST\ttoo few",
                "CLIENT_LIST\tbob\t\t1795731152\tbob\tnone",
                "CLIENT_LIST\tcarol\t\t1795731153\tcarol\t13"));
        assertThat(rows).extracting(ClientRow::client).containsExactly(12L, 13L);
        assertThat(rows).extracting(ClientRow::address).containsExactly("10.250.0.5", "");
        assertThat(rows.getFirst().since().getEpochSecond()).isEqualTo(1795731151);
    }

    @Test
    void grantsSayWhatIsPushed() {
        var grant = new Grant(
                Ipv4.parse("10.250.0.5"),
                Ipv4.parse("10.250.0.6"),
                List.of(Prefix.parse("192.168.0.0/23")),
                List.of(Ipv4.parse("100.125.1.250")));
        assertThat(grant.lines()).isEqualTo("""
                ifconfig-push 10.250.0.5 10.250.0.6
                push "route 192.168.0.0 255.255.254.0"
                push "dhcp-option DNS 100.125.1.250"
                """);
    }
}
