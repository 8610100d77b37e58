import { expect, it } from "vitest";
import { diagnoseAnswer } from "../../../../main/foundry/http/diagnosis.ts";
import { readErrorBody } from "../../../../main/foundry/http/error-body.ts";

/** Errors of every dialect inside errors of every other one: their words, the parameter and the meaning are not lost on the way. */

/** Numbers below 1 that look random and are the same each time. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A value as Python writes it, with tuples for lists where it is told to. */
function python(value: unknown, tuples = false): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
    return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
  }
  if (Array.isArray(value)) {
    const inside = value.map((one) => python(one, tuples)).join(", ");
    return tuples ? `(${inside}${value.length === 1 ? "," : ""})` : `[${inside}]`;
  }
  const members = Object.entries(value).map(([name, one]) => `${python(name)}: ${python(one, tuples)}`);
  return `{${members.join(", ")}}`;
}

/** What a text becomes in the message of another server. */
const inside: ((words: string) => unknown)[] = [
  (message) => ({ error: { message, type: "invalid_request_error", param: null, code: null } }),
  (message) => ({ error: message }),
  (message) => ({ object: "error", message, type: "BadRequestError", param: null, code: 400 }),
  (message) => ({ statusCode: 400, message }),
  (Message) => ({ Message }),
  (detail) => ({ detail }),
  (msg) => ({ detail: [{ type: "x", loc: ["body", "messages"], msg }] }),
  (message) => ({ errors: [{ message, code: 7 }] }),
  (message) => ({ errors: [message] }),
  (faultstring) => ({ fault: { faultstring, detail: { errorcode: "steps.X" } } }),
  (message) => [{ error: { code: 400, message, status: "INVALID_ARGUMENT" } }],
  (value) => ({ "odata.error": { code: "C", message: { lang: "en", value } } }),
  (message) => ({ error: "Wrong.", external_model_message: { message } }),
  (message) => ({ message: { detail: [{ msg: message }] } }),
];

/** How a value is written down. */
const written: ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => `\uFEFF${JSON.stringify(value)}`,
  (value) => python(value),
  (value) => python(value, true),
  (value) => `litellm.BadRequestError: AzureException - Error code: 400 - ${python(value)}`,
  (value) => `event: error\ndata: ${JSON.stringify(value)}\n\n`,
  (value) => `${JSON.stringify(value)} (request id: 7)`,
];

const texts = [
  "Extra parameters ['stream_options'] are not allowed when extra-parameters is not set",
  "Argument not supported on this model: presencePenalty",
  "The model's answer, \"as it is\", can't be given: 1 < 2",
  "Größe überschritten – 長すぎます",
  "prompt is too long: 219898 tokens > 200000 maximum",
];

const random = seeded(14);
const any = <Value>(of: readonly Value[]): Value => of[Math.floor(random() * of.length)] as Value;

it("keeps the words through three servers", () => {
  for (let round = 0; round < 1500; round++) {
    const words = any(texts);
    let body = words;
    const depth = 1 + Math.floor(random() * 3);
    for (let at = 0; at < depth; at++) {
      // An event is the outermost thing there is.
      const how = any(at === depth - 1 ? written : written.slice(0, 6));
      body = how(any(inside)(body));
    }
    expect(readErrorBody(body).message, body).toContain(words);
  }
});

it("knows the parameter and the meaning through them", () => {
  const parameters = ["model", "messages", "presence_penalty", "stream_options", "max_tokens"];
  const context = { host: "h", path: "/", parameters, secrets: [], sent: "" };
  const meant: [unknown, string, string][] = [
    [texts[0], "parameter_refused", "stream_options"],
    [texts[1], "parameter_refused", "presence_penalty"],
    [texts[4], "context_too_long", ""],
  ];
  const wrappers = inside.filter((wrap) => !JSON.stringify(wrap("")).includes("messages"));
  for (let round = 0; round < 1000; round++) {
    const [words, code, parameter] = any(meant);
    const once = any(written.slice(0, 6))(any(wrappers)(String(words)));
    const body = any(written)(any(wrappers)(once));
    const diagnosis = diagnoseAnswer(400, new Headers(), body, context);
    expect(diagnosis, body).toMatchObject({ code, ...(parameter && { parameters: { parameter } }) });
  }
});
