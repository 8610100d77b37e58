import { basename } from "node:path";
import { refused, refusedAs } from "../../../exported.ts";
import { asCount, asObject, type JsonObject, parseJson } from "../../../foundry/json.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { type FileSource, textsIn, type Watch } from "../format/texts.ts";
import { openReport, type Verification, verify } from "../format/unpack.ts";
import { readYaml } from "../format/yaml.ts";
import { evalItemIn } from "./openai/item.ts";
import { openEvals } from "./openai/openai.ts";
import { runIn } from "./openai/runs.ts";
import type { OpenedEvaluation } from "./opened.ts";
import { elementsOf } from "./parts.ts";
import { openConfig } from "./promptfoo/config.ts";
import { openResultLines, openResults } from "./promptfoo/results.ts";
import { openTable } from "./table.ts";
import { tableRows } from "./table-rows.ts";
import { linesOfJson, listedValues } from "./values.ts";

/** Characters of a config, which is read as a whole. */
const configLimit = 64 * 1024 * 1024;

/** What kind of a file it is, by what is in it. */
type Kind =
  | { kind: "report" | "results" | "result_lines" | "table" }
  | { kind: "config"; config: JsonObject }
  | { kind: "evals"; isLines: boolean };

/** An evaluation in files, and what the seals say where it is a report. */
export interface OpenedFiles extends OpenedEvaluation {
  verification: Verification | null;
}

/**
 * Opens an evaluation: a report of this app, results or a config of promptfoo, a table, or files of an OpenAI eval, which
 * may be several. What a file is shows in its content. Nothing in it is run, and nothing it refers to is read. Throws
 * `import_refused` with why, and what reading files throws. `context` hears how far each reading is, here and of the records
 * later, and can end it.
 */
export async function openEvaluation(
  sources: readonly FileSource[],
  context?: WorkContext,
): Promise<OpenedFiles> {
  const [first, ...more] = await Promise.all(
    sources
      .map((source) => (context ? { ...source, watch: watching(context) } : source))
      .map(async (source) => ({ source, found: await kindOf(source) })),
  );
  if (!first) throw refused("format");
  const { source, found } = first;
  if (found.kind === "evals" && more.every((other) => other.found.kind === "evals")) {
    const all = [first, ...more].map((one) => valuesOf(one.source, one.found));
    const values = async function* () {
      for (const each of all) yield* each();
    };
    return { ...(await openEvals(values, titleOf(source))), verification: null };
  }
  if (more.length > 0) throw refused("several");
  return found.kind === "report"
    ? openOwn(source)
    : { ...(await openOther(source, found)), verification: null };
}

/** Tells of bytes in millions. */
const watching = ({ signal, progress }: WorkContext): Watch => ({
  signal,
  onBytes: (read, total) =>
    progress({ phase: "reading", done: Math.ceil(read / 1e6), total: Math.ceil(total / 1e6) }),
});

const openOther = async (source: FileSource, found: Kind): Promise<OpenedEvaluation> => {
  if (found.kind === "results") return openResults(source);
  if (found.kind === "result_lines") return openResultLines(() => linesOfJson(source));
  if (found.kind === "config") return openConfig(found.config, titleOf(source));
  return openTable(() => tableRows(source), titleOf(source));
};

async function openOwn(source: FileSource): Promise<OpenedFiles> {
  const verification = await verify(source);
  const { head, records } = await openReport(source);
  const opened = { head: { ...head, origin: "bundle" as const }, records, leftOut: () => [], columns: [] };
  return { ...opened, verification };
}

const valuesOf = (source: FileSource, found: Kind) => () =>
  found.kind === "evals" && found.isLines ? linesOfJson(source) : listedValues(source);

/** A file's name without its ending. */
const titleOf = (source: FileSource): string =>
  basename("path" in source ? (source.name ?? source.path) : source.name).replace(/\.[^.]{1,10}$/, "");

async function kindOf(source: FileSource): Promise<Kind> {
  const head = (await beginningIn(source)).trimStart();
  const line = head.slice(0, head.search(/[\r\n]|$/));
  const value = parseJson(line);
  if (asObject(value)?.format === "assay-evaluation") return { kind: "report" };
  const isLines =
    asObject(value) !== null &&
    (head.slice(line.length).trim() !== "" || isNamed(source, /\.(jsonl|ndjson)$/i));
  if (isLines) return kindOfLines(value);
  if (/^[[{]/.test(head)) return kindOfJson(source);
  if (isNamed(source, /\.ya?ml$/i) || /^(?:prompts|providers|targets|tests|description):/m.test(head))
    return kindOfConfig(await wholeText(source));
  if (isNamed(source, /\.[ct]sv$/i) || /[,;\t]/.test(line)) return { kind: "table" };
  throw refused("format");
}

const isNamed = (source: FileSource, ending: RegExp): boolean =>
  ending.test(("path" in source ? (source.name ?? source.path) : source.name).replace(/\.gz$/i, ""));

async function beginningIn(source: FileSource): Promise<string> {
  for await (const text of textsIn(source)) return text;
  return "";
}

function kindOfLines(value: unknown): Kind {
  if (asCount(asObject(value)?.promptIdx) !== null) return { kind: "result_lines" };
  if (isOfEvals(value)) return { kind: "evals", isLines: true };
  throw refusedAs(value, refused("format"));
}

async function kindOfJson(source: FileSource): Promise<Kind> {
  let rest: unknown = null;
  let first: unknown = null;
  for await (const { path, text } of elementsOf(
    source,
    ["results.results", "results.table.body", "data", ""],
    (around) => {
      rest = around;
    },
  ))
    if (path === "data" || path === "") first ??= parseJson(text);
    else return { kind: "results" };
  const file = asObject(rest);
  if (file && asObject(file.results)) return { kind: "results" };
  if (isOfEvals(first) || isOfEvals(rest)) return { kind: "evals", isLines: false };
  if (file && isConfig(file)) return { kind: "config", config: file };
  throw refusedAs(first ?? rest, refused("format"));
}

const isOfEvals = (value: unknown): boolean =>
  evalItemIn(value) !== null || "testing_criteria" in (asObject(value) ?? {}) || runIn(value) !== null;

const isConfig = (file: JsonObject): boolean =>
  "tests" in file || "scenarios" in file || ("prompts" in file && ("providers" in file || "targets" in file));

function kindOfConfig(text: string): Kind {
  const config = asObject(readYaml(text).value);
  if (config && isConfig(config)) return { kind: "config", config };
  throw refused("format");
}

async function wholeText(source: FileSource): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const text of textsIn(source)) {
    pieces.push(text);
    length += text.length;
    if (length > configLimit) throw refused("too_large");
  }
  return pieces.join("");
}
