import { randomUUID } from "node:crypto";
import { createReadStream, rmSync } from "node:fs";
import { mkdir, open, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Dataset, DatasetKind, Intake } from "../../preload/contract/datasets.ts";
import { beginningOf } from "../../preload/cut.ts";
import { fileNameLimit } from "../../preload/limits.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";
import { checks, kindOf } from "./check.ts";
import { decoded } from "./decode.ts";
import { refused } from "./refused.ts";

/** Bytes of a file: the service takes no larger one for training (Foundry quotas and limits). */
const sizeLimit = 512 * 1024 * 1024;

export interface Datasets {
  /** Newest first. */
  list(): Dataset[];
  /** Checks files and copies them; says of each that is not taken why. */
  take(files: readonly GivenFile[]): Promise<Intake>;
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  rename(id: string, name: string): Dataset;
  /** Takes a file away; until `purge` it can be restored. */
  remove(id: string): void;
  restore(id: string): Dataset;
  /** Deletes what was removed, with its copy. */
  purge(): void;
}

/** A file on disk, or one that came with its bytes. */
type GivenFile = { path: string } | { name: string; bytes: Uint8Array };

type Row = Record<string, unknown>;

/** The files a person has uploaded: rows in the database, copies in the folder. */
export function openDatasets(database: Database, folder: string, emit: Emit): Datasets {
  const list = () => (database.prepare(listed).all() as Row[]).map(datasetOf);
  const changed = () => emit("datasets.changed", list());
  const find = (id: string): Dataset => {
    const found = list().find((one) => one.id === id);
    if (!found) throw problem("not_found");
    return found;
  };
  const fileOf = (id: string, kind: DatasetKind) => join(folder, `${id}.${kind}`);

  const takeOne = async (given: GivenFile): Promise<Dataset> => {
    const name = nameOf(given);
    const [id, kind] = [randomUUID(), kindOf(name)];
    const file = fileOf(id, kind);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const copied = await copyChecked(given, kind, file);
      const values = [id, beginningOf(name, fileNameLimit), kind, copied.size, copied.rows, Date.now()];
      keep(() => database.prepare(putDataset).run(...values));
      return find(id);
    } catch (error) {
      await rm(file, { force: true }).catch(() => {});
      throw error instanceof FoundryError ? error : problem("storage_failed", {}, error);
    }
  };
  const setRemoved = (id: string, at: number | null) =>
    keep(() => database.prepare("update datasets set removed_at = ? where id = ?").run(at, id));

  return {
    list,
    take: async (files) => {
      const intake: Intake = { taken: [], refused: [] };
      for (const given of files) {
        try {
          intake.taken.push(await takeOne(given));
        } catch (error) {
          if (!(error instanceof FoundryError)) throw error;
          intake.refused.push({ name: nameOf(given), diagnosis: error.diagnosis });
        }
      }
      changed();
      return intake;
    },
    rename: (id, name) => {
      find(id);
      keep(() => database.prepare("update datasets set name = ? where id = ?").run(name, id));
      changed();
      return find(id);
    },
    remove: (id) => {
      find(id);
      setRemoved(id, Date.now());
      changed();
    },
    restore: (id) => {
      setRemoved(id, null);
      changed();
      return find(id);
    },
    purge: () => {
      const rows = database
        .prepare("delete from datasets where removed_at is not null returning *")
        .all() as Row[];
      for (const { id, kind } of rows.map(datasetOf)) rmSync(fileOf(id, kind), { force: true });
    },
  };
}

const nameOf = (given: GivenFile) => ("path" in given ? basename(given.path) : given.name);

/** Copies a file while it is checked, piece by piece. Throws what is wrong with it. */
async function copyChecked(given: GivenFile, kind: DatasetKind, file: string) {
  const copy = await open(file, "wx", 0o600);
  let size = 0;
  async function* copied() {
    for await (const text of decoded(await piecesOf(given))) {
      const { bytesWritten } = await copy.write(text, null, "utf8");
      size += bytesWritten;
      yield text;
    }
  }
  try {
    const rows = await checks[kind](copied());
    return { rows, size };
  } finally {
    await copy.close();
  }
}

async function piecesOf(given: GivenFile): Promise<AsyncIterable<Uint8Array>> {
  if (!("path" in given)) return only(given.bytes);
  const facts = await stat(given.path).catch(() => {
    throw refused("unreadable");
  });
  if (!facts.isFile()) throw refused("unreadable");
  if (facts.size > sizeLimit) throw refused("too_large");
  return read(given.path);
}

async function* only(bytes: Uint8Array) {
  yield bytes;
}

async function* read(path: string): AsyncGenerator<Uint8Array, void> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw problem("dataset_unreadable", {}, error);
  }
}

const datasetOf = (row: Row): Dataset => ({
  id: String(row.id),
  name: String(row.name),
  kind: row.kind === "jsonl" || row.kind === "csv" ? row.kind : "text",
  size: Number(row.size),
  rows: Number(row.row_count),
  createdAt: Number(row.created_at),
});

const listed = "select * from datasets where removed_at is null order by created_at desc, id";

const putDataset =
  "insert into datasets (id, name, kind, size, row_count, created_at) values (?, ?, ?, ?, ?, ?)";
