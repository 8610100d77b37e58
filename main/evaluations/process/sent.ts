import { asList, parseJson } from "../../foundry/json.ts";
import type { Session } from "./session.ts";

/** Something that the service does by itself, such as a batch, and which answers it is to bring. */
export interface Sent {
  /** What the service keeps with it, by which it is found again. */
  name: string;
  /** The place of the model that is asked; null for what is there for all models. */
  model: number | null;
  /** A row and a repeat each. */
  places: Int32Array;
  /** What the service calls it; null as long as it has not said. */
  remote: string | null;
}

/** What has been sent and is not collected yet. */
export const sentOf = ({ database }: Session): Sent[] =>
  database
    .prepare("select * from sent order by name")
    .all()
    .map(({ name, model, places, remote }) => ({
      name: String(name),
      model: model === null ? null : Number(model),
      places: Int32Array.from(asList(parseJson(String(places))), Number),
      remote: remote === null ? null : String(remote),
    }));

/** Writes down what is about to be sent, or what the service calls it now. */
export function keepSent({ database }: Session, { name, model, places, remote }: Sent): void {
  database
    .prepare("insert or replace into sent values (?, ?, ?, ?)")
    .run(name, model, JSON.stringify([...places]), remote);
}

/** Forgets what has brought all that it could. */
export function dropSent({ database }: Session, name: string): void {
  database.prepare("delete from sent where name = ?").run(name);
}
