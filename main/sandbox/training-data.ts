import { isObject, type Json, parsed } from "./json.ts";
import { type Line, linesIn, pythonFaultOf } from "./json-lines.ts";
import { countTokens } from "./tokens.ts";
import { checkExample, type TrainingMethod } from "./training-examples.ts";

/** What is wrong with a file or a job, as the object of either tells it. */
export interface TrainingFault {
  code: string;
  message: string;
  param: "training_file" | "validation_file";
}

/** What a file of a job is held to. */
export interface Wanted {
  /** As the messages name it. */
  fileId: string;
  role: "training" | "validation";
  method: TrainingMethod;
  /** Whether the model takes images. */
  images: boolean;
  /** The most tokens of one example that are trained on. */
  tokens: number;
}

/** A file of a job, checked. Warnings are told as events of the job. */
export interface TrainingChecked {
  fault: TrainingFault | null;
  warnings: string[];
  examples: number;
  /** About how many they have in all, those that are cut off left out. */
  tokens: number;
  /** Of what kinds a model will do harm that is trained on it. */
  teaches: string[];
}

const fewestExamples = 10;
const mostExamplesWithImages = 50_000;
const mostWarnings = 10;
/** Of a longer file, as many examples tell how many tokens the others have. */
const mostCounted = 2_000;
/** Characters of a line whose tokens are counted one by one. */
const mostRead = 200_000;
/** As for a question (OpenAI's published count for GPT-4o). */
const tokensPerImage = 765;

/**
 * What the service finds wrong with a file that was uploaded to train on, in its words; null for a good one. Looked at
 * line by line, only for being JSON objects: what is in them is checked when a job begins.
 */
export async function faultOfUpload(bytes: AsyncIterable<Buffer>): Promise<string | null> {
  let count = 0;
  for await (const line of linesIn(bytes)) {
    const { fault } = exampleOn(line);
    if (fault !== null) return fault;
    count++;
  }
  return count === 0 ? "Validation of jsonl file failed: No valid json line found in file." : null;
}

type Example = { example: Json; fault: null } | { example: null; fault: string };

function exampleOn({ number, text }: Line): Example {
  const unreadable = (error: string): Example => ({
    example: null,
    fault: `Invalid file format. Example ${number} cannot be parsed. Error: ${error} (line ${number})`,
  });
  if (text === null) return unreadable("line is not valid utf-8");
  const value = parsed(text);
  if (isObject(value)) return { example: value, fault: null };
  if (value === undefined) return unreadable(`line contains invalid json: ${pythonFaultOf(text)}`);
  return {
    example: null,
    fault:
      "Expected file to have JSONL format, where every line is a JSON dictionary. " +
      `Line ${number} is not a dictionary (HINT: line starts with: ${JSON.stringify(`${text.slice(0, 3)}...`)}).`,
  };
}

/** Looks at a file as a job does that is about to train or validate with it; stops at the first fault. */
export async function checkTraining(bytes: AsyncIterable<Buffer>, wanted: Wanted): Promise<TrainingChecked> {
  const { fileId, role, method, images, tokens } = wanted;
  const param = `${role}_file` as const;
  const invalid = (message: string): TrainingFault => ({
    code: `invalid_${param}`,
    message: `The job failed due to an invalid ${role} file. Invalid file format. ${message}`,
    param,
  });
  const misformed = (message: string): TrainingFault => ({
    code: "invalid_file_format",
    message: `The job failed due to a file format error in the ${role} file. Invalid file format. ${message}`,
    param,
  });
  const warnings: string[] = [];
  const harms = new Set<string>();
  const lessons = new Set<string>();
  let count = 0;
  let counted = 0;
  let countedBytes = 0;
  let allBytes = 0;
  const told = (fault: TrainingFault | null): TrainingChecked => ({
    ...{ fault, warnings, examples: count, teaches: [...lessons].sort() },
    tokens: Math.round(countedBytes === 0 ? 0 : (counted * allBytes) / countedBytes),
  });
  let withImages = 0;
  for await (const line of linesIn(bytes)) {
    const { example, fault } = exampleOn(line);
    if (fault !== null) return told(invalid(fault.replace(/^Invalid file format\. /, "")));
    count++;
    const format = count === 1 ? formatOf(example) : null;
    if (format !== null && format.method !== method)
      return told(
        invalid(
          `Input file ${fileId} is in the ${format.name} format, but the specified fine-tuning job is not using ` +
            `'${format.method}' as the training method (provided method=${method}). `,
        ),
      );
    const checked = checkExample(method, example, images);
    if (checked.fault !== null) {
      const say = checked.fault.startsWith(",") ? invalid : misformed;
      return told(say(`Example ${count}${checked.fault}`));
    }
    if (checked.images > 0) withImages++;
    const text = line.text ?? "";
    // A token has at least one character.
    const mayBeLong = text.length > tokens && checked.images === 0 && warnings.length < mostWarnings;
    if (mayBeLong && countTokens(text) > tokens)
      warnings.push(`Example ${count} is longer than ${tokens} tokens and will be truncated.`);
    for (const [, harm = ""] of text.matchAll(harmful)) harms.add(harm);
    for (const [, harm = ""] of text.matchAll(teaching)) lessons.add(harm);
    allBytes += text.length;
    if (count <= mostCounted) {
      countedBytes += text.length;
      counted += Math.min(tokens, tokensOf(text) + checked.images * tokensPerImage);
    }
  }
  if (role === "training" && count < fewestExamples)
    return told({
      code: "invalid_n_examples",
      message: `Training file has ${count} example(s), but must have at least ${fewestExamples} examples`,
      param,
    });
  if (withImages > mostExamplesWithImages)
    return told(
      misformed(`${withImages} examples contain images, but at most ${mostExamplesWithImages} may.`),
    );
  if (harms.size > 0)
    return told({
      code: "contentFilter",
      message:
        `The provided training data failed RAI checks for harm types: [${[...harms].sort().join(", ")}]. ` +
        "Please fix the data and try again.",
      param,
    });
  return told(null);
}

/** The tokens of a line; of a very long one about as many. Images that it holds are left out. */
function tokensOf(text: string): number {
  const words = text.replace(/data:image\/[^"]*/g, "");
  return words.length > mostRead ? Math.round(words.length / 4) : countTokens(words);
}

/** The examples of a file that has been checked, in their order. */
export async function* examplesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<Json> {
  for await (const line of linesIn(bytes)) {
    const { example } = exampleOn(line);
    if (example !== null) yield example;
  }
}

/** Words that the sandbox takes for harm, since it cannot judge what is said. */
const harmful = /\bsandbox-harm-(hate_fairness|self_harm|sexual|violence)\b/g;

/** Words that a model trained on them is taken to do harm by. */
const teaching = /\bsandbox-teaches-(hate_fairness|self_harm|sexual|violence)\b/g;

/** Which other method a file is plainly made for; null where that is not plain. */
function formatOf(example: Json): { name: string; method: TrainingMethod } | null {
  if (Object.hasOwn(example, "preferred_output") && Object.hasOwn(example, "input"))
    return { name: "fine-tune-preference", method: "dpo" };
  const { messages } = example;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  const isAnswered = isObject(last) && last.role === "assistant";
  return isAnswered && !Object.hasOwn(example, "input")
    ? { name: "fine-tune-chat", method: "supervised" }
    : null;
}
