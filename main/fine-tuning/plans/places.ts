import type { Connection } from "../../../preload/contract/connections.ts";
import type { CannotTrain } from "../../../preload/contract/tuning-codes.ts";
import type { TrainingPlace } from "../../../preload/contract/tuning-plans.ts";
import { understandEndpoint } from "../../foundry/endpoints/parse.ts";

/** Every connection, those that can train first. Nothing is asked. */
export function placesOf(connections: readonly Connection[]): TrainingPlace[] {
  const places = connections.map(placeOf);
  return [...places.filter(({ why }) => why === null), ...places.filter(({ why }) => why !== null)];
}

/** A connection, and whether jobs can be started there. */
export const placeOf = (connection: Connection): TrainingPlace => ({
  connectionId: connection.id,
  name: connection.name,
  host: new URL(connection.endpoint).host,
  isSandbox: connection.sandbox,
  why: whyNot(connection),
});

/** Jobs are a resource's or a project's (Foundry, fine-tuning REST); other hosts have routes for answers only. */
function whyNot({ endpoint, sandbox, kind, key }: Connection): CannotTrain | null {
  if (sandbox) return null;
  const understanding = understandEndpoint(endpoint);
  const is = understanding.ok ? understanding.endpoint.kind : "gateway";
  if (is === "machine_learning" || is === "gateway" || is === "local_server") return is;
  if (kind === "oauth" && key === "missing") return "signed_out";
  if (key === "missing") return "key_missing";
  return key === "unreadable" ? "key_unreadable" : null;
}
