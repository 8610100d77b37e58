import type { MatrixNames } from "../../../preload/contract/evaluation-results.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Session } from "./session.ts";

/** The tags and labels of an evaluation's rows, in the order of the alphabet. */
export function namesIn({ database }: Session): MatrixNames {
  const lists = database.prepare("select distinct tags from rows").all();
  const tags = new Set(lists.flatMap(({ tags }) => (parseJson(String(tags)) ?? []) as string[]));
  const labels = database.prepare("select distinct label from rows where label is not null").all();
  return {
    tags: [...tags].toSorted((one, other) => one.localeCompare(other)),
    labels: labels.map(({ label }) => String(label)).toSorted((one, other) => one.localeCompare(other)),
  };
}
