import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, DatasetJobKind } from "../../preload/contract/datasets.ts";
import { problem } from "../foundry/error.ts";
import type { JobOptions, Workers } from "../processes/workers.ts";
import type { DatasetList } from "./list.ts";
import type { Places } from "./places.ts";
import type { CopiedFrom } from "./process/jobs/copy.ts";
import type { ImportSource } from "./process/jobs/import.ts";
import type { Summary } from "./process/summary.ts";
import type { Work } from "./process/work.ts";

/** What a dataset's rows are read from. */
export type ReadRequest = ImportSource | { kind: "upload"; path: string; name: string };

/** Rows of other datasets that one is made of. */
export interface CopyRequest {
  kind: "copy";
  method: Dataset["method"];
  from: Omit<CopiedFrom, "file">[];
}

/** Where a dataset's rows come from, as it is kept until they are there. */
export type Request = ReadRequest | CopyRequest;

/** How datasets come to their rows. What begins work throws `dataset_busy`, and `not_found` for what is not there. */
export interface Filling {
  /** Makes a dataset that has no rows yet; `request` is what they are to be asked for again by. Gives its id. */
  make(name: string, method: Dataset["method"], request: Request | null): string;
  /** Reads the rows that were asked for. `requested` gives them once they can be read. */
  read(id: string, requested: (signal: AbortSignal) => Promise<ReadRequest> | ReadRequest): Dataset;
  /** Copies the rows that were asked for. */
  copy(id: string, request: CopyRequest): Dataset;
}

/** Fills the datasets of a list by processes; `work` begins such work on one. */
export function createFilling({
  kept,
  places,
  workers,
  work,
}: {
  kept: DatasetList;
  places: Places;
  workers: Workers<Work>;
  work(id: string, kind: DatasetJobKind, begin: (options: JobOptions) => Promise<Summary | null>): Dataset;
}): Filling {
  /** All rows are there: what has been used in the meantime never changes from then on. */
  const setReady = async (id: string): Promise<void> => {
    kept.setState(id, "ready");
    if (kept.find(id).uses.length > 0) await workers.desk().ask("seal", { file: places.rows(id) });
  };

  /** Fills a dataset that has no rows yet: they are there or, where it fails, they can be asked for again. */
  const fill = async <Filled>(id: string, begin: () => Promise<Filled>): Promise<Filled> => {
    kept.setState(id, "importing");
    try {
      const filled = await begin();
      await setReady(id);
      return filled;
    } catch (error) {
      kept.setState(id, "interrupted");
      throw error;
    }
  };

  const read = (
    id: string,
    requested: (signal: AbortSignal) => Promise<ReadRequest> | ReadRequest,
  ): Dataset =>
    work(id, "import", async (options) => {
      const isFirst = kept.find(id).state !== "ready";
      const readRows = async () => {
        mkdirSync(join(places.folder, id), { recursive: true, mode: 0o700 });
        const request = await requested(options.signal);
        const from = request.kind === "upload" ? await uploaded(workers, places, request) : request;
        const summary = await workers.job("import", { file: places.rows(id), from, isFirst }, options);
        if (from.kind === "files" && isFirst) kept.setMethod(id, from.method);
        return { summary, request };
      };
      const { summary, request } = await (isFirst ? fill(id, readRows) : readRows());
      // Only now: what was cut before can be asked for again.
      kept.setRequest(id, null);
      if (request.kind === "upload") rmSync(join(places.folder, request.path), { force: true });
      places.clear(id);
      return summary;
    });

  const copy = (id: string, { method, from }: CopyRequest): Dataset =>
    work(id, "copy", async (options) => {
      const sources = from.map((one) => ({ ...one, file: places.rows(one.id) }));
      const copied = { file: places.rows(id), method, from: sources };
      const summary = await fill(id, () => workers.job("copy", copied, options));
      kept.setRequest(id, null);
      return summary;
    });

  const make = (name: string, method: Dataset["method"], request: Request | null): string => {
    const id = randomUUID();
    mkdirSync(join(places.folder, id), { recursive: true, mode: 0o700 });
    kept.add({ id, name, method, state: "importing", request });
    return id;
  };

  return { make, read, copy };
}

/** What an uploaded file is read as: what its first rows look like. */
async function uploaded(
  workers: Workers<Work>,
  places: Places,
  { path, name }: { path: string; name: string },
): Promise<ImportSource> {
  const file = join(places.folder, path);
  if (!existsSync(file)) throw problem("dataset_unreadable");
  const { recognized, mapping } = await workers.desk().ask("recognize", {
    sources: [{ path: file, name }],
    mapping: null,
  });
  return { kind: "files", files: recognized, method: mapping.method };
}
