import type { Connection } from "../../../preload/contract/connections.ts";
import type { CannotTrain } from "../../../preload/contract/tuning-codes.ts";
import type { TrainingPlace } from "../../../preload/contract/tuning-plans.ts";
import { cannotTrain } from "../../../preload/strings/tuning-codes.ts";
import { understandEndpoint } from "../../foundry/endpoints/parse.ts";
import { problem } from "../../foundry/error.ts";

/** Every connection, those that can train first. Nothing is asked. */
export function placesOf(connections: readonly Connection[]): TrainingPlace[] {
  const places = connections.map(placeOf);
  return [...places.filter(({ why }) => why === null), ...places.filter(({ why }) => why !== null)];
}

/** The connection with an id. Throws `not_found`, and `training_not_here` where no jobs can be started there. */
export function trainingAt(connections: readonly Connection[], id: string): Connection {
  const connection = connections.find((one) => one.id === id);
  if (!connection) throw problem("not_found");
  const { name: place, why } = placeOf(connection);
  if (why !== null) throw problem("training_not_here", { place, why: cannotTrain[why] });
  return connection;
}

/** A connection, and whether jobs can be started there. */
export const placeOf = (connection: Connection): TrainingPlace => ({
  connectionId: connection.id,
  name: connection.name,
  host: new URL(connection.endpoint).host,
  isSandbox: connection.sandbox,
  why: whyNot(connection),
});

/** Why a connection cannot train, whatever its key or sign-in is good for just now; null where it can. */
export function wrongKind({
  endpoint,
  sandbox,
}: Pick<Connection, "endpoint" | "sandbox">): CannotTrain | null {
  if (sandbox) return null;
  const understanding = understandEndpoint(endpoint);
  const kind = understanding.ok ? understanding.endpoint.kind : "gateway";
  // Jobs are a resource's or a project's (Foundry, fine-tuning REST); other hosts have routes for answers only.
  return kind === "machine_learning" || kind === "gateway" || kind === "local_server" ? kind : null;
}

function whyNot(connection: Connection): CannotTrain | null {
  const { sandbox, kind, key } = connection;
  const wrong = wrongKind(connection);
  if (sandbox || wrong !== null) return wrong;
  if (kind === "oauth" && key === "missing") return "signed_out";
  if (key === "missing") return "key_missing";
  return key === "unreadable" ? "key_unreadable" : null;
}
