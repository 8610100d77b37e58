import { lineCutter } from "../../../datasets/reading/lines.ts";
import { asObject, parseJson } from "../../../foundry/json.ts";
import { type FileSource, textsIn } from "../format/texts.ts";
import { elementsOf } from "./parts.ts";

/** The values of a file of lines of JSON, one by one; undefined for a line that is none. */
export async function* linesOfJson(source: FileSource): AsyncGenerator<unknown, void> {
  let values: unknown[] = [];
  const cutter = lineCutter((line) => {
    if (line.trim() !== "") values.push(parseJson(line));
  });
  for await (const text of textsIn(source)) {
    cutter.piece(text);
    yield* values;
    values = [];
  }
  cutter.end();
  yield* values;
}

/** The values in a file as the service lists them: the elements of its list, or of its `data`, or else the file itself. */
export async function* listedValues(source: FileSource): AsyncGenerator<unknown, void> {
  let rest: unknown = null;
  let count = 0;
  for await (const { text } of elementsOf(source, ["", "data"], (around) => {
    rest = around;
  })) {
    count += 1;
    yield parseJson(text);
  }
  if (count === 0 && asObject(rest) !== null) yield rest;
}

/** The role of a message of a prompt: what is neither a question nor an answer is an instruction. */
export const promptRole = (role: string): "assistant" | "user" | "system" =>
  role === "assistant" || role === "user" ? role : "system";
