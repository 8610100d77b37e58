import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { ResultTable } from "../../../preload/contract/tuning-jobs.ts";
import { cell } from "../../csv.ts";
import { writeSafely } from "../../datasets/out/write-safely.ts";
import { columnNames, csvCutter } from "../../datasets/reading/csv.ts";
import { lineCutter } from "../../datasets/reading/lines.ts";
import { textsOf } from "../../datasets/reading/texts.ts";
import { problem } from "../../foundry/error.ts";
import type { Files } from "../../foundry/files/files.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { keyedQueue } from "../../keyed-queue.ts";
import type { Point } from "./metric-store.ts";

/** The files of results, as they were written by the service; each is kept once it was read. */
export interface Results {
  /** A stretch of a file as a table. Throws what reading it at the service throws, and `import_refused` for one that is too large. */
  table(file: ResultSource, from: number, count: number): Promise<ResultTable>;
  /** The numbers of a file that has them by step; empty for any other. */
  points(file: ResultSource): Promise<Point[]>;
  /** Writes a file to where the person wants it: a table with cells that no spreadsheet takes for formulas, any other as it is. */
  exportTo(file: ResultSource, path: string): Promise<void>;
  /** Deletes them before it comes back: the app may be about to end. Throws where they cannot be deleted. */
  forget(jobId: string): void;
}

/** A file of results, and where it is had. */
export interface ResultSource {
  /** The job's id here. */
  jobId: string;
  fileId: string;
  client(): Promise<Pick<Files, "content">>;
}

/** Bytes of a file that is shown. */
const shownLimit = 64 * 1024 * 1024;
/** Lines of JSON whose keys are the columns. */
const headLines = 100;
/** Columns that are shown. */
const columnLimit = 500;

/** The lines of a file, and what they are. */
interface Opened {
  path: string;
  kind: "csv" | "json";
  columns: string[];
  /** Without the header. */
  lines: string[];
}

/** Keeps files of results in a folder of the profile. */
export function createResults(folder: string, signal: AbortSignal): Results {
  let last: Opened | null = null;
  const inTurn = keyedQueue();
  const pathOf = ({ jobId, fileId }: ResultSource) =>
    join(folder, jobId, createHash("sha256").update(fileId).digest("hex").slice(0, 32));

  /** The file on this computer; whoever asks while it is fetched waits for that. */
  const here = (file: ResultSource): Promise<string> => {
    const path = pathOf(file);
    return inTurn(path, async () => {
      if (existsSync(path)) return path;
      const client = await file.client();
      await mkdir(join(folder, file.jobId), { recursive: true, mode: 0o700 });
      const draft = `${path}.part`;
      await rm(draft, { force: true });
      await writeSafely(
        path,
        async (write) => {
          const content = client.content(file.fileId, signal);
          for await (const bytes of withoutBase64(content)) await write(bytes);
        },
        draft,
      );
      return path;
    });
  };

  const opened = async (file: ResultSource): Promise<Opened> => {
    const path = await here(file);
    if (last?.path === path) return last;
    if ((await stat(path)).size > shownLimit) throw problem("import_refused", { why: "too_large" });
    last = await read(path);
    return last;
  };

  return {
    table: async (file, from, count) => {
      const { columns, lines, kind } = await opened(file);
      const rows = lines.slice(from, from + count).map((line) => cellsOf(line, kind, columns));
      return { columns, rows, total: lines.length };
    },
    points: async (file) => {
      const { columns, lines, kind } = await opened(file);
      const at = columns.indexOf("step");
      if (at < 0) return [];
      const points: Point[] = [];
      for (const [number, line] of lines.entries()) {
        const point = pointOf(columns, cellsOf(line, kind, columns), at);
        if (point) points.push(point);
        if (number % 2_000 === 1_999) await setImmediate();
      }
      return points;
    },
    exportTo: async (file, path) => {
      const kept = await here(file);
      const { kind } = await read(kept, 1);
      if (kind === "json") {
        await copyFile(kept, path).catch((error) => {
          throw problem("storage_failed", {}, error);
        });
        return;
      }
      await writeSafely(path, async (write) => {
        for await (const cells of records(kept)) await write(`${cells.map(cell).join(",")}\r\n`);
      });
    },
    forget: (jobId) => {
      last = null;
      rmSync(join(folder, jobId), { recursive: true, force: true });
    },
  };
}

/** Bytes that show how a file is written. */
const headBytes = 4096;

/** The bytes of a file, which some versions of the service write as base64 (zzz-api#21). */
async function* withoutBase64(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let waiting: Buffer = Buffer.alloc(0);
  let isEncoded: boolean | null = null;
  for await (const bytes of content) {
    waiting = Buffer.concat([waiting, bytes]);
    if (isEncoded === null && waiting.length < headBytes) continue;
    isEncoded ??= isBase64(waiting);
    // Four letters are three bytes.
    const letters = isEncoded ? waiting.toString("latin1").replace(/\s/g, "") : "";
    const whole = letters.length - (letters.length % 4);
    yield isEncoded ? Buffer.from(letters.slice(0, whole), "base64") : waiting;
    waiting = Buffer.from(letters.slice(whole), "latin1");
  }
  yield (isEncoded ?? isBase64(waiting)) ? Buffer.from(waiting.toString("latin1"), "base64") : waiting;
}

/** Bytes of a table never look like that. */
function isBase64(bytes: Buffer): boolean {
  const head = bytes.toString("latin1", 0, headBytes).trim();
  if (!/^[A-Za-z0-9+/\r\n]{16,}={0,2}$/.test(head)) return false;
  return /^(?:step\b|\{)/.test(Buffer.from(head.slice(0, 64), "base64").toString("latin1"));
}

/** The cells of each record of a table. */
async function* records(path: string): AsyncGenerator<string[], void> {
  let found: string[][] = [];
  const cutter = csvCutter(",", 1, ({ cells }) => void found.push(cells));
  for await (const text of textsOf({ path })) {
    cutter.piece(text);
    yield* found;
    found = [];
  }
  cutter.end();
  yield* found;
}

/** Reads a file; no more than `most` lines where that is said. */
async function read(path: string, most = Number.POSITIVE_INFINITY): Promise<Opened> {
  const lines: string[] = [];
  let kind: Opened["kind"] | null = null;
  const isWanted = () => lines.length <= most;
  const take = (line: string) => {
    if (line.trim() !== "" && isWanted()) lines.push(line);
  };
  const cutters = {
    json: lineCutter(take),
    csv: csvCutter(",", 1, ({ text }) => take(text)),
  };
  for await (const text of textsOf({ path })) {
    kind ??= /^\s*[{[]/.test(text) ? "json" : "csv";
    cutters[kind].piece(text);
    if (!isWanted()) break;
  }
  kind ??= "csv";
  cutters[kind].end();
  if (kind === "json") {
    const keys = lines.slice(0, headLines).flatMap((line) => Object.keys(asObject(parseJson(line)) ?? {}));
    return { path, kind, columns: [...new Set(keys)].slice(0, columnLimit), lines };
  }
  const [header = "", ...rest] = lines;
  const columns = columnNames(cellsIn(header)).names.slice(0, columnLimit);
  return { path, kind, columns: header === "" ? [] : columns, lines: rest };
}

function cellsIn(line: string): string[] {
  let found: string[] = [];
  const cutter = csvCutter(",", 1, ({ cells }) => {
    found = cells;
  });
  cutter.piece(line);
  cutter.end();
  return found;
}

/** The cells of a line, as many as there are columns. */
function cellsOf(line: string, kind: Opened["kind"], columns: readonly string[]): string[] {
  if (kind === "csv") {
    const cells = cellsIn(line);
    return columns.map((_, at) => cells[at] ?? "");
  }
  const object = asObject(parseJson(line)) ?? {};
  return columns.map((name) => {
    const value = object[name];
    if (value === undefined || value === null) return "";
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

function pointOf(columns: readonly string[], cells: readonly string[], at: number): Point | null {
  const step = Number(cells[at]);
  if (cells[at]?.trim() === "" || !Number.isFinite(step)) return null;
  const values = columns.flatMap((name, place): [string, number][] => {
    const text = cells[place]?.trim() ?? "";
    if (place === at || text === "") return [];
    const value = /^[+-]?(?:nan|inf(?:inity)?)$/i.test(text) ? Number.NaN : Number(text);
    return Number.isFinite(value) || /^[+-]?(?:nan|inf)/i.test(text) ? [[name, value]] : [];
  });
  return { step, values: Object.fromEntries(values) };
}
