import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import { type Mapping, mappingSchema, type Shape } from "../../../preload/contract/dataset-shapes.ts";
import type { IntakeFile } from "../../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { FoundryError } from "../../foundry/error.ts";
import { type RecognizedFile, recognizeAll } from "../process/intake.ts";
import { filesIn } from "../reading/files.ts";

/** What a person has said of the records of files; what is left out is recognized. */
export interface Wish {
  method?: DatasetMethod;
  shape?: Shape;
  fields?: Mapping["fields"];
  template?: NonNullable<Mapping["template"]>;
  system?: string;
  keep?: string[];
}

/** A file that was given, what it is, and how its records become rows. */
export interface GivenFile extends RecognizedFile {
  /** The path as it was given, or the name that it goes by. */
  name: string;
  described: IntakeFile;
  mapping: Mapping;
  /** Whether its lines are rows of the service already, so that each can be held to the rules as it is written. */
  isAsWritten: boolean;
  /** Bytes of memory that reading it takes at once, where that is much; else null. */
  needs: number | null;
}

/** A file that is not taken, or could not be read to its end. */
export class FileRefused extends Error {
  readonly file: string;
  readonly diagnosis: Diagnosis;

  constructor(file: string, { diagnosis }: FoundryError, cause?: unknown) {
    super(diagnosis.code, { cause });
    this.name = "FileRefused";
    this.file = file;
    this.diagnosis = diagnosis;
  }
}

/** Does something with a file; what is wrong with it is thrown as `FileRefused`. */
export async function ofFile<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FoundryError ? new FileRefused(file, error, error) : error;
  }
}

/** How lines are read that are rows already. */
const asWritten: Mapping = { shape: "columns", method: "evaluation", fields: {}, keep: [] };

/** The mapping by which every line stays as it is written, whatever is in it. */
export const mappingAsWritten = (file: GivenFile): Mapping => (file.isAsWritten ? asWritten : file.mapping);

/**
 * Recognizes files, and those in folders, each for itself. `names` are what paths are called that should not be shown.
 * Without a method all are read for the one that suits the first file. `isCut` is whether a folder had more than a
 * thousand. Throws `FileRefused`.
 */
export async function recognizeGiven(
  paths: readonly string[],
  wish: Wish,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<{ files: GivenFile[]; method: DatasetMethod; isCut: boolean }> {
  const files = new Map<string, GivenFile>();
  let method = wish.method;
  let isCut = false;
  for (const given of paths) {
    const nameOf = (path: string) => names.get(path) ?? path;
    const found = await ofFile(nameOf(given), () => filesIn([given]));
    isCut ||= found.isCut;
    for (const path of found.files) {
      const file = await ofFile(nameOf(path), () => recognizeOne(path, nameOf(path), { ...wish, method }));
      method ??= file.mapping.method;
      files.set(path, file);
    }
    if (found.files.length === 0)
      await ofFile(nameOf(given), () => recognizeAll({ sources: [], mapping: null }));
  }
  return { files: [...files.values()], method: method ?? "supervised", isCut };
}

type OpenWish = Omit<Wish, "method"> & { method: DatasetMethod | undefined };

async function recognizeOne(path: string, name: string, wish: OpenWish): Promise<GivenFile> {
  const { recognized, files, guesses, columns, needs } = await recognizeAll({
    sources: [{ path }],
    mapping: null,
  });
  const [file] = recognized;
  const [described] = files;
  if (!file || !described) throw new Error(`${path} was recognized as nothing`);
  const mapping = mappingFor(guesses, wish);
  const isTold = [wish.shape, wish.fields, wish.template, wish.system, wish.keep].some(
    (one) => one !== undefined,
  );
  return {
    source: file.source,
    facts: { ...file.facts, name },
    name,
    described: { ...described, name },
    mapping,
    isAsWritten: !isTold && described.format === "jsonl" && isAsWritten(mapping.method, guesses, columns),
    needs,
  };
}

/** What lines of JSON are called that are the service's own, be they right or not. */
const ofService = ["messages", "preferred_output", "non_preferred_output"];

/** Whether lines of JSON are rows as they are: nothing else is known of them, or they have the fields of the service. */
function isAsWritten(
  method: DatasetMethod,
  guesses: readonly Mapping[],
  columns: readonly string[],
): boolean {
  const [guess] = guesses;
  if (method === "evaluation" || guess === undefined || guess.shape === "text") return true;
  return guess.shape !== "sharegpt" && columns.some((column) => ofService.includes(column));
}

/** The likeliest mapping that is as it was wished. Throws zod's error for a wish that no mapping can be. */
function mappingFor(guesses: readonly Mapping[], wish: OpenWish): Mapping {
  const { method, fields, template, system, keep } = wish;
  const shape = wish.shape ?? (template === undefined ? undefined : "columns");
  const fitting = guesses.filter((guess) => shape === undefined || guess.shape === shape);
  const guess = fitting.find((one) => one.method === method) ?? fitting[0];
  return mappingSchema.parse({
    shape: guess?.shape ?? shape ?? "columns",
    method: method ?? guess?.method ?? (shape === "preference" ? "preference" : "supervised"),
    fields: { ...guess?.fields, ...fields },
    ...(template === undefined ? guess?.template && { template: guess.template } : { template }),
    ...(system !== undefined && { system }),
    keep: [...new Set([...(guess?.keep ?? []), ...(keep ?? [])])],
  });
}
