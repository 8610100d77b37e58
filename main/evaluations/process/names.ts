import type { MatrixNames } from "../../../preload/contract/evaluation-results.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Session } from "./session.ts";

/** The tags and labels of an evaluation's rows, in the order of the alphabet: one pass over the rows. */
export function namesIn({ database }: Pick<Session, "database">): MatrixNames {
  const found = database.prepare("select distinct tags, label from rows").all();
  const tags = found.flatMap(({ tags }) => (parseJson(String(tags)) ?? []) as string[]);
  const labels = found.flatMap(({ label }) => (label === null ? [] : String(label)));
  return { tags: inOrder(tags), labels: inOrder(labels) };
}

const inOrder = (names: readonly string[]): string[] =>
  [...new Set(names)].toSorted((one, other) => one.localeCompare(other));
