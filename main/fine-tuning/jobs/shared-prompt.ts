import { systemPromptLimit } from "../../../preload/limits.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { asList, asObject, parseJson } from "../../foundry/json.ts";
import type { StoredJob } from "./job-store.ts";

/** Rows that are looked at: a message that these share is taken to be everybody's. */
const looked = 50;

/**
 * The system message that the rows of a job share: what its model was trained to answer under. Empty where they have none
 * or several, or are not here.
 */
export async function sharedPrompt(
  { sent }: Pick<StoredJob, "sent">,
  datasets: Pick<Datasets, "list" | "draw">,
): Promise<string> {
  const data = sent?.training;
  if (!data || !datasets.list().some(({ id }) => id === data.datasetId)) return "";
  const { datasetId, version, part } = data;
  const rows = await datasets.draw(datasetId, { version, part, rows: looked, seed: 1 });
  const [first = "", ...others] = new Set(rows.map(({ text }) => systemIn(text)));
  return others.length === 0 && first.length <= systemPromptLimit ? first : "";
}

/** The system message of a row as it is trained on, or of the input of one by preference; empty where it has none. */
function systemIn(text: string): string {
  const row = asObject(parseJson(text));
  const first = asObject(asList(row?.messages ?? asObject(row?.input)?.messages)[0]);
  const isSystem = first?.role === "system" || first?.role === "developer";
  return isSystem && typeof first.content === "string" ? first.content : "";
}
