import type { Overlap } from "../../../preload/contract/tuned-models.ts";
import type { Part } from "../../../preload/parts.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { type Chain, learnedIn } from "./lineage.ts";

/** Rows of a dataset that a chain of jobs has learned. Compared as long as neither changes: then what was found is kept. */
export type Overlaps = (
  chain: Chain,
  rows: { datasetId: string; part: Part | null; version: number | null },
) => Promise<Overlap>;

/** Comparisons whose outcome is kept. */
const most = 20;

/** Compares rows with what models were trained on; the last outcomes are kept. Throws what the datasets throw. */
export function createOverlaps(datasets: Pick<Datasets, "get" | "overlap">): Overlaps {
  const kept = new Map<string, Promise<Overlap>>();
  return async (chain, rows) => {
    const { data, unknown } = learnedIn(chain);
    const { version, updatedAt } = datasets.get(rows.datasetId);
    // Sealing changes nothing: what was compared before it is what is used then.
    const asked = { ...rows, version: rows.version ?? version };
    const name = JSON.stringify([
      asked,
      updatedAt,
      data.map(({ datasetId, version, part }) => [datasetId, version, part]),
    ]);
    const compare = async (): Promise<Overlap> => {
      const found = await datasets.overlap(rows, data);
      return { ...found, unknown };
    };
    const known = kept.get(name) ?? compare();
    kept.delete(name);
    kept.set(name, known);
    for (const old of [...kept.keys()].slice(0, -most)) kept.delete(old);
    try {
      return await known;
    } catch (error) {
      kept.delete(name);
      throw error;
    }
  };
}
