import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { textOf } from "../../preload/decode.ts";
import { checked, parseExported, refused, refusedAs } from "../exported.ts";
import { asObject } from "../foundry/json.ts";
import { type Bundle, type BundleRun, bundleRun } from "../runs/shape.ts";
import { bundleHeader, bundleVersion } from "./format.ts";

export type { Bundle, BundleRun } from "../runs/shape.ts";

/** Bytes of a bundle, packed or inflated. */
export const bundleLimit = 200_000_000;
/** Characters that are worked through before others have their turn. */
const atOnce = 200_000;

/**
 * A comparison as one file: gzip of JSON lines, the first of them about all runs, then one for each. What the schema
 * does not know stays behind, and so do endpoints without `endpoints`. Throws `import_refused` for what could not be
 * read back.
 */
export async function pack(bundle: Bundle, { endpoints }: { endpoints: boolean }): Promise<Uint8Array> {
  checkReferences(bundle);
  const { runs, ...about } = bundle;
  const deployments = about.deployments.map((one) => (endpoints ? one : { ...one, endpoint: null }));
  const header = {
    ...about,
    deployments,
    format: "assay-run",
    version: bundleVersion,
    runCount: runs.length,
  };
  const lines = [JSON.stringify(checked(bundleHeader, header))];
  const pause = pauses();
  let size = 0;
  for (const run of runs) {
    const line = JSON.stringify(checked(bundleRun, run));
    lines.push(line);
    size += line.length;
    // A text that is much longer could not even be joined.
    if (size > bundleLimit) throw refused("too_large");
    await pause(line.length);
  }
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  if (text.length > bundleLimit) throw refused("too_large");
  return await promisify(gzip)(text);
}

/**
 * What a file holds that `pack` made, here or elsewhere. Throws `import_refused` with why: whose file it is where it is
 * another's, `too_large`, `gzip`, `text`, `json`, `names`, `version` with its number, `cut`, or the place that is not as it should be.
 */
export async function unpack(bytes: Uint8Array): Promise<Bundle> {
  if (bytes.length > bundleLimit) throw refused("too_large");
  const lines = linesOf(await inflate(bytes));
  const { format: _format, version: _version, runCount, ...about } = readHeader(lines.next().value ?? "");
  const runs: BundleRun[] = [];
  const pause = pauses();
  for (const line of lines) {
    runs.push(checked(bundleRun, parseExported(line), `runs.${runs.length}`));
    await pause(line.length);
  }
  if (runs.length !== runCount) throw refused("cut");
  const bundle = { ...about, runs };
  checkReferences(bundle);
  return bundle;
}

/** Lets others have their turn whenever enough has been worked through. */
function pauses(): (length: number) => Promise<void> {
  let since = 0;
  return async (length) => {
    since += length;
    if (since < atOnce) return;
    since = 0;
    await setImmediate();
  };
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: bundleLimit });
  } catch (error) {
    const isTooLarge = asObject(error)?.code === "ERR_BUFFER_TOO_LARGE";
    throw isTooLarge ? refused("too_large", error) : refusedAs(textIn(bytes), refused("gzip", error));
  }
}

/** The text of a file that is not packed; an empty one where it is none. */
function textIn(bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch {
    return "";
  }
}

/** The lines of a text in UTF-8 that have something in them. */
function* linesOf(bytes: Uint8Array): Generator<string, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(10, from);
    const to = found === -1 ? bytes.length : found;
    let line: string;
    try {
      line = decoder.decode(bytes.subarray(from, to));
    } catch (error) {
      throw refused("text", error);
    }
    if (line.trim() !== "") yield line;
    from = to + 1;
  }
}

function readHeader(line: string) {
  const header = asObject(parseExported(line));
  if (header?.format !== "assay-run") throw refused("format");
  if (header.version !== bundleVersion) {
    const { version } = header;
    throw refused(typeof version === "number" ? `version ${version}` : "version");
  }
  return checked(bundleHeader, header);
}

/** Whatever is named has to be there, once. */
function checkReferences({ deployments, columns, prompts, runs, votes, edits }: Bundle): void {
  const known = (place: string, names: readonly string[]) => {
    const all = new Set(names);
    if (all.size !== names.length) throw refused(place);
    return (name: string, where: string) => {
      if (!all.has(name)) throw refused(where);
    };
  };
  const isDeployment = known(
    "deployments",
    deployments.map(({ alias }) => alias),
  );
  const isColumn = known(
    "columns",
    columns.map(({ id }) => id),
  );
  const isPrompt = known(
    "prompts",
    prompts.map(({ id }) => id),
  );
  for (const { alias } of columns) isDeployment(alias, "columns");
  const places = new Set<string>();
  for (const { columnId, promptId, repeat, isWarmUp } of runs) {
    isColumn(columnId, "runs");
    isPrompt(promptId, "runs");
    places.add(JSON.stringify([columnId, promptId, repeat, isWarmUp]));
  }
  if (places.size !== runs.length) throw refused("runs");
  for (const { columnId, promptId } of edits) {
    isColumn(columnId, "edits");
    isPrompt(promptId, "edits");
  }
  for (const { promptId, shown, better, outcome } of votes) {
    isPrompt(promptId, "votes");
    for (const id of shown) isColumn(id, "votes");
    if ((outcome === "better") !== (better !== null && shown.includes(better))) throw refused("votes");
  }
}
