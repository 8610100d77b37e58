import { join } from "node:path";
import { expect, vi } from "vitest";
import { openDatasets } from "../../../main/datasets/datasets.ts";
import { databaseOf, operationIn } from "../../../main/datasets/process/files.ts";
import { rowsAt } from "../../../main/datasets/store/rows.ts";
import { createWorkers } from "../../../main/processes/workers.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Mapping } from "../../../preload/contract/dataset-shapes.ts";
import type { Dataset } from "../../../preload/contract/datasets.ts";
import { everyRow } from "../../../preload/every-row.ts";
import { localWorkers } from "../../fakes/dataset-workers.ts";

type Given = { path: string } | { name: string; text: string };

/** The datasets of a profile, with their work done in this process. */
export function serviceIn(profile: string) {
  const database = openDatabase(join(profile, "assay.db"));
  const datasets = openDatasets({
    database,
    folder: join(profile, "datasets"),
    emit: () => {},
    workers: createWorkers(localWorkers),
  });
  /** The dataset when nothing is being done to it any more. */
  const settled = (id: string): Promise<Dataset> =>
    vi.waitFor(
      () => {
        const one = datasets.get(id);
        expect(one.job).toBeNull();
        return one;
      },
      { timeout: 60_000, interval: 5 },
    );
  /** Imports files, given by their path or with their text, as what they look like. */
  const imported = (...files: Given[]) => importedAs(null, ...files);
  /** The same as a method says, or as they are for an evaluation. */
  const importedAs = async (mapping: Mapping | null, ...files: Given[]) => {
    const intake = await datasets.intake(
      files.map((file) =>
        "path" in file ? file : { name: file.name, bytes: new TextEncoder().encode(file.text) },
      ),
    );
    if (mapping !== null) await datasets.map({ intakeId: intake.id, mapping });
    const given = { intakeId: intake.id, name: "Examples", into: null, mayNeedMuch: true };
    const { id } = await datasets.importIntake(given);
    return { intake, dataset: await settled(id) };
  };
  /** Every row in full, in order. */
  const rowsOf = async (id: string, version: number | null = null) => {
    const { total } = await datasets.rows({ id, version, view: everyRow, from: 0, count: 1 });
    const rows = [];
    for (let from = 0; from < total; from += 500) {
      const window = await datasets.rows({ id, version, view: everyRow, from, count: 500 });
      for (const { key } of window.rows) rows.push(await datasets.row({ id, version, key }));
    }
    return rows;
  };
  /** The text of every row by its key, in order. */
  const textsOf = (id: string, version: number | null = null): Map<number, string> => {
    const file = databaseOf(join(profile, "datasets", id, "rows.db"));
    return new Map([...rowsAt(file, operationIn(file, version))].map(({ key, text }) => [key, text]));
  };
  /** Checks a dataset as what it is for. */
  const checked = async (id: string, method: Dataset["method"], model: string | null = null) => {
    datasets.check({ id, method, model });
    return settled(id);
  };
  /** Writes its rows, or those of a version, as JSONL. Gives the path. */
  const exported = async (id: string, version: number | null = null): Promise<string> => {
    const path = join(profile, `export-${id}-${version ?? "newest"}.jsonl`);
    const { method } = datasets.get(id);
    datasets.exportTo({ id, version, format: "jsonl", method, part: null, isGzip: false }, path);
    const { problem } = await settled(id);
    expect(problem).toBeNull();
    return path;
  };
  return {
    datasets,
    database,
    settled,
    imported,
    importedAs,
    rowsOf,
    textsOf,
    checked,
    exported,
    close: () => {
      datasets.interrupt();
      database.close();
    },
  };
}
