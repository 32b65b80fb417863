import { ago, bitRate, bytes, duration, fullTime, many, statusWord, toneOf } from "../../main/console/core/words";
import { equal, test } from "./harness";

const NOW = Date.parse("2026-01-02T12:00:00Z");

test("an age is told in its largest unit", () => {
  const ages = ["11:59:55", "11:59:18", "11:30:00", "09:10:00"].map((time) => ago(`2026-01-02T${time}Z`, NOW));
  equal(ages, ["just now", "42 s ago", "30 min ago", "2 h ago"]);
  equal(ago("2025-12-25T12:00:00.120Z", NOW), "7 d ago");
  equal([duration(59.9), duration(47 * 3600), duration(48 * 3600)], ["59 s", "47 h", "2 d"]);
});

test("what a clock that is ahead tells is now, and what is to come is said so", () => {
  equal(ago("2026-01-02T12:00:30Z", NOW), "just now");
  equal(ago("2026-01-02T12:05:00Z", NOW), "in 5 min");
});

test("a time without a zone is UTC, and one that is none stays as it is", () => {
  equal(fullTime("2026-01-02 12:00:00"), "2026-01-02 12:00:00 UTC");
  equal(fullTime("2026-01-02T14:00:00.5+02:00"), "2026-01-02 12:00:00 UTC");
  equal([fullTime("soon"), ago("soon", NOW)], ["soon", "soon"]);
});

test("amounts have three digits at most", () => {
  const amounts = [0, 999, 1000, 1449, 23_400, 999_400, 999_600].map(bytes);
  equal(amounts, ["0 B", "999 B", "1 kB", "1.4 kB", "23 kB", "999 kB", "1 MB"]);
  equal([bitRate(80), bitRate(12_300_000)], ["80 bit/s", "12 Mbit/s"]);
});

test("numbers of things are in singular and plural", () => {
  equal([many(1, "gateway"), many(0, "gateway")], ["1 gateway", "0 gateways"]);
  equal(many(1200, "policy", "policies"), "1,200 policies");
});

test("only faults are red, and an unknown status is no reason for alarm", () => {
  const tones = ["ACTIVE", "PENDING_CREATE", "DOWN", "FAULT", "ERROR", "FROZEN", "UNKNOWN", "WHATEVER"].map(toneOf);
  equal(tones, ["good", "busy", "bad", "bad", "bad", "warn", "idle", "idle"]);
});

test("a status reads as words", () => {
  equal(["PENDING_UPDATE", "ACTIVE", "OK", "SOME_DAY"].map(statusWord), ["Being changed", "Active", "OK", "Some day"]);
});
