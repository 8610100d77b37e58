import { randomUUID } from "node:crypto";
import type { RowView } from "../../preload/contract/dataset-rows.ts";
import type {
  Changed,
  Dataset,
  DatasetJobKind,
  DatasetUse,
  Intake,
  OpenDataset,
} from "../../preload/contract/datasets.ts";
import type { Input } from "../../preload/contract/index.ts";
import { everyRow } from "../../preload/every-row.ts";
import type { Part } from "../../preload/parts.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import type { JobOptions, Workers } from "../processes/workers.ts";
import type { Database } from "../storage/database.ts";
import { type CopyRequest, createFilling, type ReadRequest, type Request } from "./filling.ts";
import { createIntakes } from "./intakes.ts";
import { createJobs } from "./jobs.ts";
import { openDatasetList } from "./list.ts";
import { draftBeside } from "./out/write-safely.ts";
import { placesIn } from "./places.ts";
import type { DoneChange, DrawnRow } from "./process/desk.ts";
import type { ExtractInput } from "./process/jobs/extract.ts";
import type { LikeRow } from "./process/jobs/nearest.ts";
import type { OverlapFound } from "./process/jobs/overlap.ts";
import type { Summary } from "./process/summary.ts";
import type { Work } from "./process/work.ts";
import type { Source } from "./reading/source.ts";
import { createTrainingPrices } from "./training-prices.ts";

export type { ExtractedRow } from "./process/jobs/extract.ts";

/** The datasets of a profile. Calls are as the contract says; each throws `not_found` for what is not there. */
export type Datasets = ReturnType<typeof openDatasets>;

/** Rows of a dataset: at a version, or as they are now, and of a part or of all. */
interface OfVersion {
  datasetId: string;
  version: number | null;
  part: Part | null;
}

/** Opens the datasets: their list in the database, their rows in files of the folder, the work on them in processes. */
export function openDatasets(parts: {
  database: Database;
  folder: string;
  emit: Emit;
  workers: Workers<Work>;
}) {
  const { workers, emit } = parts;
  const kept = openDatasetList(parts.database);
  const places = placesIn(parts.folder);
  const prices = createTrainingPrices(parts.database);
  const intakes = createIntakes(workers);
  const leftOut = new Map<string, number>();
  const jobs = createJobs(() => emit("datasets.changed", list()));
  const whole = (one: ReturnType<typeof kept.find>): Dataset => ({
    ...one,
    job: jobs.of(one.id),
    problem: jobs.problemOf(one.id),
    leftOut: leftOut.get(one.id) ?? 0,
  });
  const list = () => kept.all().map(whole);
  const get = (id: string) => whole(kept.find(id));
  const changed = (id: string): Dataset => {
    emit("datasets.changed", list());
    return get(id);
  };
  /** The file of a dataset whose rows are there. Throws `dataset_not_ready`. */
  const fileOf = (id: string): string => {
    if (kept.find(id).state !== "ready") throw problem("dataset_not_ready");
    return places.rows(id);
  };

  /** Begins work in a process of its own, which gives what the dataset is afterwards. */
  const work = (
    id: string,
    kind: DatasetJobKind,
    begin: (options: JobOptions) => Promise<Summary | null>,
  ): Dataset => {
    kept.find(id);
    jobs.start(id, kind, async (options) => {
      leftOut.delete(id);
      try {
        const summary = await begin(options);
        if (summary) kept.setSummary(id, summary);
      } finally {
        places.sweep(id);
      }
    });
    return get(id);
  };

  const filling = createFilling({ kept, places, workers, work });

  /** Changes rows at once. */
  const change = (id: string, make: (file: string) => Promise<DoneChange>): Promise<Changed> =>
    jobs.change(id, async () => {
      const { summary, keys } = await make(fileOf(id));
      kept.setSummary(id, summary);
      return { dataset: changed(id), keys };
    });

  return {
    list,
    get,
    /** Begins to read the rows of files from before there were datasets. */
    prepare: (): void => {
      for (const { id, state } of kept.all())
        if (state === "waiting" && jobs.of(id) === null)
          filling.read(id, () => kept.request(id) as ReadRequest);
    },
    intake: (sources: readonly Source[]): Promise<Intake> => intakes.begin(sources),
    map: ({ intakeId, mapping }: Input<"datasets.map">): Promise<Intake> => intakes.map(intakeId, mapping),
    discard: ({ intakeId }: Input<"datasets.discard">): void => intakes.discard(intakeId),
    importIntake: async ({
      intakeId,
      name,
      into,
      mayNeedMuch,
    }: Input<"datasets.import">): Promise<Dataset> => {
      const { files, mapping, needs, putBack } = intakes.take(intakeId);
      try {
        if (needs !== null && !mayNeedMuch) throw problem("dataset_needs_memory");
        if (into !== null) fileOf(into);
        if (into !== null && jobs.of(into) !== null) throw problem("dataset_busy");
        const id = into ?? randomUUID();
        const sources = await places.keep(
          id,
          files.map(({ source }) => source),
        );
        const lasting = files.map((file, at) => ({ ...file, source: sources[at] ?? { path: "" } }));
        const request: ReadRequest = { kind: "files", files: lasting, method: mapping.method };
        if (into === null) kept.add({ id, name, method: mapping.method, state: "importing", request });
        return filling.read(id, () => request);
      } catch (error) {
        putBack();
        throw error;
      }
    },
    importAgain: ({ id }: Input<"datasets.importAgain">): Dataset => {
      const request = kept.request(id) as Request | null | undefined;
      if (!request) throw problem("not_found");
      return request.kind === "copy" ? filling.copy(id, request) : filling.read(id, () => request);
    },
    /** Makes a dataset of rows that `write` puts into a file, each line with its origin. */
    gather: (
      name: string,
      method: Dataset["method"],
      write: (path: string, signal: AbortSignal) => Promise<void>,
    ): Dataset => {
      const id = filling.make(name, method, null);
      const path = places.gathered(id);
      return filling.read(id, async (signal) => {
        await write(path, signal);
        const from: ReadRequest = { kind: "gathered", path, method };
        kept.setRequest(id, from);
        return from;
      });
    },
    /** Adds such rows to a dataset. Throws `dataset_busy`, `dataset_not_ready`. */
    addGathered: (id: string, write: (path: string, signal: AbortSignal) => Promise<void>): Dataset => {
      fileOf(id);
      const path = places.gathered(id);
      return filling.read(id, async (signal) => {
        await write(path, signal);
        return { kind: "gathered", path, method: kept.find(id).method };
      });
    },
    open: async ({ id }: Input<"datasets.open">): Promise<OpenDataset> => {
      const { versions, ...open } = await workers.desk().ask("open", { file: fileOf(id) });
      const dataset = get(id);
      const uses = (number: number) => dataset.uses.filter(({ version }) => version === number);
      return { dataset, ...open, versions: versions.map((one) => ({ ...one, uses: uses(one.number) })) };
    },
    rows: ({ id, ...asked }: Input<"datasets.rows">) =>
      workers.desk().ask("rows", { file: fileOf(id), ...asked }),
    row: ({ id, ...asked }: Input<"datasets.row">) =>
      workers.desk().ask("row", { file: fileOf(id), ...asked }),
    /**
     * So many rows of a part, or of all, drawn with a seed, in the order of the dataset: all where there are no more. The
     * same version and seed give the same rows.
     */
    draw: (
      id: string,
      asked: { version: number | null; part: Part | null; rows: number; seed: number },
    ): Promise<DrawnRow[]> => workers.desk().ask("draw", { file: fileOf(id), ...asked }),
    /**
     * Rows that are in other datasets as well, or nearly so, each at its version. Throws `not_found`, `dataset_not_ready`,
     * and what the work throws.
     */
    overlap: async (
      { datasetId, version, part }: OfVersion,
      others: readonly (OfVersion & { name: string })[],
      signal: AbortSignal = new AbortController().signal,
    ): Promise<OverlapFound> => {
      const input = {
        rows: { file: fileOf(datasetId), version, part },
        others: others.map((one) => ({
          id: one.datasetId,
          name: one.name,
          file: fileOf(one.datasetId),
          version: one.version,
          part: one.part,
        })),
        scratch: places.compared(datasetId),
      };
      return workers.job("overlap", input, { signal, onProgress: () => {} });
    },
    /**
     * The rows nearest to one in each of others at their versions, so many of each. Throws `not_found`,
     * `dataset_not_ready`, and what the work throws.
     */
    nearest: (text: string, others: readonly OfVersion[], most: number): Promise<LikeRow[][]> =>
      workers.job(
        "nearest",
        { text, others: others.map((one) => ({ ...one, file: fileOf(one.datasetId) })), most },
        { signal: new AbortController().signal, onProgress: () => {} },
      ),
    /**
     * Writes rows with what is known of them into a file of the app, one `ExtractedRow` a line. Gives how many. Throws
     * `dataset_not_ready`, `cancelled`, and what writing throws.
     */
    extract: (
      id: string,
      asked: Omit<ExtractInput, "file" | "scratch">,
      options: JobOptions,
    ): Promise<number> =>
      workers.job("extract", { file: fileOf(id), scratch: places.compared(id), ...asked }, options),
    differences: ({ id, ...asked }: Input<"datasets.differences">) =>
      workers.desk().ask("differences", { file: fileOf(id), ...asked }),
    distributions: ({ id, version }: Input<"datasets.distributions">) =>
      workers.desk().ask("distributions", { file: fileOf(id), version }),
    cost: async ({ id, model, epochs }: Input<"datasets.cost">) => {
      const { tokens, parts: rowsIn } = await workers.desk().ask("open", { file: fileOf(id) });
      return prices.cost({ rows: get(id).rows, tokens, epochs, model, rowsIn });
    },
    setPrice: ({ model, price }: Input<"datasets.setPrice">): void => prices.set(model, "tokens", price),
    /** What training and hosting cost, as the person has typed it. */
    prices,
    check: ({ id, method, model }: Input<"datasets.check">): Dataset => {
      const file = fileOf(id);
      const others = kept
        .all()
        .filter((one) => one.id !== id && one.method === "evaluation" && one.state === "ready")
        .map((one) => ({ id: one.id, name: one.name, file: places.rows(one.id) }));
      return work(id, "check", async (options) => {
        const scratch = places.scratch(id);
        const summary = await workers.job("check", { file, method, model, others, scratch }, options);
        kept.setMethod(id, method);
        return summary;
      });
    },
    count: ({ id }: Input<"datasets.count">): Dataset => {
      const file = fileOf(id);
      return work(id, "count", (options) => workers.job("count", { file }, options));
    },
    previewFix: ({ id, rule, keys }: Input<"datasets.previewFix">) =>
      workers.desk().ask("previewFix", { file: fileOf(id), rule, keys }),
    fix: ({ id, rule, keys }: Input<"datasets.fix">): Dataset => {
      const file = fileOf(id);
      return work(id, "fix", (options) => workers.job("fix", { file, rule, keys }, options));
    },
    edit: ({ id, ...asked }: Input<"datasets.edit">) =>
      change(id, (file) => workers.desk().ask("edit", { file, ...asked })),
    addRow: ({ id, ...asked }: Input<"datasets.addRow">) =>
      change(id, (file) => workers.desk().ask("addRow", { file, ...asked })),
    duplicateRows: ({ id, choice }: Input<"datasets.duplicateRows">) =>
      change(id, (file) => workers.desk().ask("duplicateRows", { file, choice })),
    deleteRows: ({ id, choice }: Input<"datasets.deleteRows">) =>
      change(id, (file) => workers.desk().ask("deleteRows", { file, choice })),
    tag: ({ id, ...asked }: Input<"datasets.tag">) =>
      change(id, (file) => workers.desk().ask("tag", { file, ...asked })),
    setPart: ({ id, ...asked }: Input<"datasets.setPart">) =>
      change(id, (file) => workers.desk().ask("setPart", { file, ...asked })),
    step: (id: string, direction: -1 | 1) =>
      change(id, (file) => workers.desk().ask("step", { file, direction })),
    split: ({ id, ...asked }: Input<"datasets.split">): Dataset => {
      const input = { file: fileOf(id), scratch: places.scratch(id), ...asked };
      return work(id, "split", (options) => workers.job("split", input, options));
    },
    deduplicate: ({ id, near }: Input<"datasets.deduplicate">): Dataset => {
      const input = { file: fileOf(id), scratch: places.scratch(id), near };
      return work(id, "deduplicate", (options) => workers.job("deduplicate", input, options));
    },
    sample: ({ id, view, rows, seed, name }: Input<"datasets.sample">): Dataset =>
      copy(name, [{ id, view, sample: { rows, seed } }]),
    merge: ({ ids, name }: Input<"datasets.merge">): Dataset =>
      copy(
        name,
        ids.map((id) => ({ id, view: everyRow, sample: null })),
      ),
    /** Writes rows into a file that the person has picked. */
    exportTo: ({ id, ...asked }: Input<"datasets.export">, path: string): Dataset => {
      const file = fileOf(id);
      return work(id, "export", async (options) => {
        const draft = places.draft(id, path);
        const summary = await workers.job("export", { file, path, draft, ...asked }, options);
        leftOut.set(id, summary.leftOut);
        return null;
      });
    },
    /**
     * Writes rows of a version into a file of the app, beside whatever else is done to the dataset. Gives how many were
     * written, and how many were left out since they could not become what was asked for. Throws `dataset_not_ready`,
     * `cancelled`, and what writing throws.
     */
    writeTo: (
      { id, ...asked }: { id: string; version: number; part: Part | null; method: Dataset["method"] },
      path: string,
      options: JobOptions,
    ) => {
      const where = { file: fileOf(id), path, draft: draftBeside(path) };
      return workers.job("export", { ...where, ...asked, format: "jsonl", isGzip: false }, options);
    },
    /** What is known of a part of a version's rows, or of all of them; of the rows as they are now where the version is null. */
    partFacts: ({ id, ...asked }: { id: string; version: number | null; part: Part | null }) =>
      workers.desk().ask("partFacts", { file: fileOf(id), ...asked }),
    seal: async ({ id }: Input<"datasets.seal">): Promise<Dataset> => {
      jobs.assertQuiet(id);
      await workers.desk().ask("seal", { file: fileOf(id) });
      return changed(id);
    },
    /**
     * Says that something uses the dataset as it is now, or as it will be when it is read: that version never changes
     * from then on. Gives its number.
     */
    use: async (id: string, use: Omit<DatasetUse, "version" | "at">): Promise<number> => {
      const isReady = kept.find(id).state === "ready";
      const version = isReady ? await workers.desk().ask("seal", { file: places.rows(id) }) : 1;
      kept.use(id, { ...use, version, at: Date.now() });
      changed(id);
      return version;
    },
    /** Nothing of this kind and id uses any dataset any more. */
    unuse: (kind: DatasetUse["kind"], usedBy: string): void => {
      kept.unuse(kind, usedBy);
      emit("datasets.changed", list());
    },
    /** Forgets the uses of a kind whose users are gone for good. */
    dropUses: (kind: DatasetUse["kind"], isThere: (usedBy: string) => boolean): void => {
      const used = kept.all().flatMap(({ uses }) => uses.filter((use) => use.kind === kind));
      for (const usedBy of new Set(used.map((use) => use.usedBy)))
        if (!isThere(usedBy)) kept.unuse(kind, usedBy);
    },
    refusal: ({ id, ...asked }: Input<"datasets.refusal">) =>
      workers.desk().ask("refusal", { file: fileOf(id), ...asked }),
    cancel: ({ id }: Input<"datasets.cancel">): void => jobs.cancel(id),
    rename: ({ id, name }: Input<"datasets.rename">): Dataset => {
      kept.find(id);
      kept.rename(id, name);
      return changed(id);
    },
    remove: ({ id }: Input<"datasets.remove">): void => {
      kept.find(id);
      jobs.cancel(id);
      kept.setRemoved(id, Date.now());
      emit("datasets.changed", list());
    },
    restore: ({ id }: Input<"datasets.restore">): Dataset => {
      kept.setRemoved(id, null);
      return changed(id);
    },
    /** What was being read when the app ended can be read again; what else was being done has left nothing behind. */
    recover: (): void => {
      for (const { id, state } of kept.all()) {
        if (state === "importing") kept.setState(id, "interrupted");
        if (state === "ready") places.clear(id);
      }
      const known = kept.ids();
      for (const id of places.ids()) {
        if (known.has(id)) places.sweep(id);
        // Its folder was made before it was, or deleted after it.
        else places.remove(id);
      }
    },
    purge: (): void => {
      for (const id of kept.purge()) places.remove(id);
    },
    isBusy: (): boolean => jobs.isBusy(),
    /** Ends all that is being done; comes before `purge`, so that nothing is written where files are deleted. */
    interrupt: (): void => {
      jobs.endAll();
      workers.end();
    },
  };

  function copy(
    name: string,
    from: { id: string; view: RowView; sample: { rows: number; seed: number } | null }[],
  ): Dataset {
    const [first] = from;
    const method = first ? kept.find(first.id).method : "supervised";
    const sources = from.map((one) => {
      fileOf(one.id);
      return { ...one, name: kept.find(one.id).name };
    });
    const request: CopyRequest = { kind: "copy", method, from: sources };
    return filling.copy(filling.make(name, method, request), request);
  }
}
