import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { draftBeside } from "./out/write-safely.ts";
import type { Source } from "./reading/source.ts";

/** Where the files of datasets are in a profile's folder of them. */
export interface Places {
  folder: string;
  /** The rows of a dataset. */
  rows(id: string): string;
  /** What work on a dataset keeps on disk while it lasts. */
  scratch(id: string): string;
  /** What a comparison with other datasets keeps on disk while it lasts; work on the dataset that ends meanwhile leaves it. */
  compared(id: string): string;
  /** Rows that were gathered inside the app, until they are read. */
  gathered(id: string): string;
  /** Keeps bytes that lie in no file, so that nothing is lost before they are read. */
  keep(id: string, sources: readonly Source[]): Promise<{ path: string; name?: string }[]>;
  /** A file beside a target, for what is written until it is whole; remembered until it is gone, also by the next start. */
  draft(id: string, target: string): string;
  /** Deletes what was kept only to be read. */
  clear(id: string): void;
  /** Deletes what work on a dataset has left that did not end by itself. */
  sweep(id: string): void;
  /** The ids of all datasets that have a folder, or a file from before there were datasets. */
  ids(): Set<string>;
  /** Deletes all that is kept of a dataset. */
  remove(id: string): void;
}

/** The places below a folder. */
export function placesIn(folder: string): Places {
  const own = (id: string, name: string) => join(folder, id, name);
  const clear = (id: string, names: readonly string[]) => {
    for (const name of names) rmSync(own(id, name), { recursive: true, force: true });
  };
  return {
    folder,
    rows: (id) => own(id, "rows.db"),
    scratch: (id) => own(id, scratchName),
    compared: (id) => own(id, `${comparedName}-${randomUUID()}`),
    gathered: (id) => own(id, "gathered.jsonl"),
    keep: async (id, sources) => {
      const kept: { path: string; name?: string }[] = [];
      for (const [number, source] of sources.entries()) {
        if ("path" in source) {
          kept.push(source);
          continue;
        }
        const path = own(id, join("given", String(number)));
        await mkdir(own(id, "given"), { recursive: true, mode: 0o700 });
        await writeFile(path, source.bytes, { mode: 0o600 });
        kept.push({ path, name: source.name });
      }
      return kept;
    },
    draft: (id, target) => {
      const path = draftBeside(target);
      writeFileSync(own(id, draftNote), path, { mode: 0o600 });
      return path;
    },
    clear: (id) =>
      clear(id, [
        ...["given", "gathered.jsonl"],
        ...namesIn(join(folder, id)).filter((name) => name.startsWith(comparedName)),
      ]),
    sweep: (id) => {
      const names = namesIn(join(folder, id));
      if (names.includes(draftNote)) {
        const path = readFileSync(own(id, draftNote), "utf8");
        if (draftName.test(basename(path))) rmSync(path, { force: true });
      }
      clear(
        id,
        names.filter((name) => name === draftNote || name.startsWith(scratchName)),
      );
    },
    ids: () =>
      new Set(
        namesIn(folder)
          .map(idIn)
          .filter((id) => datasetId.test(id)),
      ),
    remove: (id) => {
      for (const name of namesIn(folder))
        if (idIn(name) === id) rmSync(join(folder, name), { recursive: true, force: true });
    },
  };
}

/** What the names of scratch files begin with, and the file that says where a draft is. */
const scratchName = "likeness";
const comparedName = "compared";
const draftNote = "draft";
const draftName = /^\.assay-[0-9a-f-]{36}\.part$/;
const datasetId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The dataset whose folder or uploaded file is called so. */
const idIn = (name: string): string => name.split(".", 1)[0] ?? "";

/** The names in a folder; none where it is not there. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
