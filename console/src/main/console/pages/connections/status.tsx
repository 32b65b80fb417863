import type { Connection } from "../../core/types";
import { Status } from "../../parts/status";
import { connectionTone, connectionWord } from "./tone";

/** How a connection is doing. */
export function ConnectionStatus({ of, told = false }: { of: Connection; told?: boolean }) {
  return <Status of={of.status} tone={connectionTone(of)} word={connectionWord(of)} told={told} />;
}
