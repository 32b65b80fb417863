import type { Connection } from "../../core/types";
import { Status } from "../../parts/status";
import { connectionTone } from "../connections/tone";

/** How the connections of customer gateways are doing. */
export class Uses {
  private constructor(private readonly byGateway: ReadonlyMap<string, readonly Connection[]>) {}

  static of(connections: readonly Connection[]): Uses {
    const found = new Map<string, Connection[]>();
    for (const c of connections) found.set(c.cgw_id, [...(found.get(c.cgw_id) ?? []), c]);
    return new Uses(found);
  }

  count(id: string): number {
    return this.byGateway.get(id)?.length ?? 0;
  }

  /** Grey while there is nothing that could be up. */
  state(id: string) {
    const mine = this.byGateway.get(id) ?? [];
    if (mine.length === 0) return <Status of="UNUSED" tone="idle" word="No connection" />;
    const tones = mine.map(connectionTone);
    const up = tones.filter((tone) => tone === "good").length;
    const word = `${up} of ${mine.length} up`;
    if (up === mine.length) return <Status of="ACTIVE" tone="good" word={word} />;
    return <Status of="DOWN" tone={tones.includes("bad") ? "bad" : "busy"} word={word} />;
  }
}
