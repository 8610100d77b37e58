import { rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "./reading/source.ts";

/** Where the files of datasets are in a profile's folder of them. */
export interface Places {
  folder: string;
  /** The rows of a dataset. */
  rows(id: string): string;
  /** What work on a dataset keeps on disk while it lasts. */
  scratch(id: string): string;
  /** Rows that were gathered inside the app, until they are read. */
  gathered(id: string): string;
  /** Keeps bytes that lie in no file, so that nothing is lost before they are read. */
  keep(id: string, sources: readonly Source[]): Promise<{ path: string; name?: string }[]>;
  /** Deletes what was kept only to be read. */
  clear(id: string): void;
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
    scratch: (id) => own(id, "likeness"),
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
    clear: (id) => clear(id, ["given", "gathered.jsonl", "likeness"]),
    remove: (id) => rmSync(join(folder, id), { recursive: true, force: true }),
  };
}
