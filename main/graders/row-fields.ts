import type { Datasets } from "../datasets/datasets.ts";
import { parseJson } from "../foundry/json.ts";
import { fieldsOf } from "./check.ts";

/** Rows that are looked at for their fields. */
const looked = 50;

/** The fields that rows of a dataset have, as graders name them. Throws what reading them throws. */
export async function rowFields(datasets: Pick<Datasets, "draw">, datasetId: string): Promise<string[]> {
  const drawn = await datasets.draw(datasetId, { version: null, part: null, rows: looked, seed: 1 });
  return fieldsOf(drawn.map(({ text }) => parseJson(text)));
}
