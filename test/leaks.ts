import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { ClassicLevel } from "classic-level";

/** Characters of a secret in a row that count as a leak. */
const telling = 12;

/** A text as it may lie in a file: by the name of the encoding, the bytes to look for. */
export function encodingsOf(text: string): Map<string, Buffer> {
  const bytes = Buffer.from(text);
  const wide = Buffer.from(text, "utf16le");
  // Base64 of a text inside a longer one: its middle is the same for each of the three ways it can be aligned.
  const aligned = [0, 1, 2].map((before): [string, Buffer] => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    return [`base64, ${before} bytes in`, Buffer.from(encoded.slice(from, to))];
  });
  return new Map<string, Buffer>([
    ["as it is", bytes],
    ["in JSON", Buffer.from(JSON.stringify(text).slice(1, -1))],
    ["URL-encoded", Buffer.from(encodeURIComponent(text))],
    ["in hex", Buffer.from(bytes.toString("hex"))],
    ["in HEX", Buffer.from(bytes.toString("hex").toUpperCase())],
    ["in UTF-16 LE", wide],
    ["in UTF-16 BE", Buffer.from(wide).swap16()],
    ...aligned,
  ]);
}

/** Where any twelve characters of a secret stand in some bytes, in whatever encoding; empty where none do. */
export function leaksIn(bytes: Buffer, secret: string): string[] {
  const pieces = Array.from({ length: secret.length - telling + 1 }, (_, from) =>
    secret.slice(from, from + telling),
  );
  const found = pieces.flatMap((piece) =>
    [...encodingsOf(piece)].filter(([, needle]) => bytes.includes(needle)).map(([encoding]) => encoding),
  );
  return [...new Set(found)];
}

/** Where a secret leaks into any file below a folder: `FILE: ENCODING`. */
export function leaksInFiles(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => lstatSync(file).isFile())
    .flatMap((file) => leaksIn(readFileSync(file), secret).map((encoding) => `${file}: ${encoding}`));
}

/**
 * Where a secret leaks into what databases of a folder hold: every value of every SQLite table, every key and value of
 * every LevelDB. In a file a value may be compressed, or cut into pages. `FILE, TABLE: ENCODING`.
 */
export async function leaksInDatabases(folder: string, secret: string): Promise<string[]> {
  const found: string[] = [];
  for (const place of placesIn(folder)) {
    for await (const [where, bytes] of place.values()) {
      found.push(...leaksIn(bytes, secret).map((encoding) => `${place.path}, ${where}: ${encoding}`));
    }
  }
  return found;
}

/** How many databases of each kind a folder has: a search that finds none proves nothing. */
export function databasesIn(folder: string): { sqlite: number; level: number } {
  const kinds = placesIn(folder).map(({ kind }) => kind);
  return {
    sqlite: kinds.filter((kind) => kind === "sqlite").length,
    level: kinds.filter((kind) => kind === "level").length,
  };
}

interface Place {
  path: string;
  kind: "sqlite" | "level";
  values(): AsyncIterable<[where: string, bytes: Buffer]>;
}

function placesIn(folder: string): Place[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => lstatSync(file).isFile());
  const sqlite = files.filter((file) => readFileSync(file).subarray(0, 15).toString() === "SQLite format 3");
  const level = files.filter((file) => /[\\/]CURRENT$/.test(file)).map(dirname);
  return [
    ...sqlite.map((path): Place => ({ path, kind: "sqlite", values: () => valuesOfSqlite(path) })),
    ...level.map((path): Place => ({ path, kind: "level", values: () => valuesOfLevel(path) })),
  ];
}

async function* valuesOfSqlite(file: string): AsyncGenerator<[string, Buffer]> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    for (const { name } of tables as { name: string }[]) {
      const rows = database.prepare(`select * from "${name.replaceAll('"', '""')}"`).all();
      for (const value of (rows as object[]).flatMap((row) => Object.values(row))) {
        yield [name, value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))];
      }
    }
  } finally {
    database.close();
  }
}

/** Reads a copy: opening a LevelDB changes it. */
async function* valuesOfLevel(folder: string): AsyncGenerator<[string, Buffer]> {
  const copy = mkdtempSync(join(tmpdir(), "assay-test-level-"));
  cpSync(folder, copy, { recursive: true });
  const level = new ClassicLevel<Buffer, Buffer>(copy, { keyEncoding: "buffer", valueEncoding: "buffer" });
  try {
    for await (const [name, value] of level.iterator()) yield ["entry", Buffer.concat([name, value])];
  } finally {
    await level.close();
    rmSync(copy, { recursive: true });
  }
}
