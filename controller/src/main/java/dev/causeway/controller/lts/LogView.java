package dev.causeway.controller.lts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Groups, streams and lines as the API shows them. Times are in milliseconds since 1970.
final class LogView {

    private LogView() {}

    record Group(UUID logGroupId, String logGroupName, int ttlInDays, long creationTime, Map<String, String> tag) {

        static Group of(LogGroup group) {
            return new Group(
                    group.id(), group.name(), group.days(), group.createdAt().toEpochMilli(), Map.of());
        }
    }

    record Groups(List<Group> logGroups) {}

    record GroupMade(UUID logGroupId) {}

    record OneStream(
            UUID logStreamId,
            String logStreamName,
            long creationTime,
            int ttlInDays,
            int filterCount,
            @JsonProperty("is_favorite") boolean favorite,
            Map<String, String> tag) {

        static OneStream of(LogStream stream, LogGroup group) {
            return new OneStream(
                    stream.id(),
                    stream.name(),
                    stream.createdAt().toEpochMilli(),
                    stream.days(group),
                    0,
                    false,
                    Map.of());
        }
    }

    record Streams(List<OneStream> logStreams) {}

    record StreamMade(UUID logStreamId) {}

    /// @param lineNum asks for what comes behind it
    /// @param time when its node wrote it
    record Line(String content, String lineNum, Map<String, String> labels, long time) {

        static Line of(LogStreamTable.Line line) {
            return new Line(
                    line.content(),
                    Long.toString(line.number()),
                    Map.of(),
                    line.time().toEpochMilli());
        }
    }

    /// @param count of all lines that match, however many are here
    record Lines(
            long count,
            List<Line> logs,
            @JsonProperty("isQueryComplete") boolean complete) {}

    record Config(UUID logGroupId, UUID logStreamId) {

        static Config of(LogStream stream) {
            return new Config(stream.group(), stream.id());
        }
    }

    record OneConfig(Config logConfig, String requestId) {}
}
