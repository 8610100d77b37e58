import type { SandboxDeployment } from "../deployments.ts";
import { isObject, type Json } from "../json.ts";
import { rulesOf } from "./models.ts";
import { refused, refusedByModel, refusedMissing, refusedType, refusedValue } from "./refusals.ts";

/** The parameters of a request, checked and with what they are where nothing is said. */
export interface Parameters {
  effort: string | null;
  summary: string | null;
  verbosity: string;
  format: Json;
  maxTokens: number | null;
  store: boolean;
  background: boolean;
  stream: boolean;
  includes: readonly string[];
}

const known = [
  ...["background", "include", "input", "instructions", "max_output_tokens", "max_tool_calls", "metadata"],
  ...["model", "parallel_tool_calls", "previous_response_id", "prompt_cache_key", "prompt_cache_retention"],
  ...["reasoning", "safety_identifier", "service_tier", "store", "stream", "stream_options", "temperature"],
  ...["text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user"],
];

/** What chat completions call it, and where it is here. */
const moved: Record<string, string> = {
  messages: "input",
  max_tokens: "max_output_tokens",
  max_completion_tokens: "max_output_tokens",
  response_format: "text.format",
  reasoning_effort: "reasoning.effort",
  verbosity: "text.verbosity",
};

const includable = [
  ...["reasoning.encrypted_content", "message.output_text.logprobs", "web_search_call.results"],
  ...["web_search_call.action.sources", "file_search_call.results", "code_interpreter_call.outputs"],
  ...["message.input_image.image_url", "computer_call_output.output.image_url"],
];

/** Reads the parameters of a request by the rules of the model. Throws `Refused`. */
export function readParameters(body: Json, deployment: SandboxDeployment): Parameters {
  for (const name of Object.keys(body)) checkKnown(name);
  const { model } = deployment;
  const rules = rulesOf(deployment);
  const reasoning = isObject(body.reasoning) ? body.reasoning : {};
  const text = isObject(body.text) ? body.text : {};
  checkSampling(body, rules.efforts.length > 0);
  if (given(reasoning.effort) || given(reasoning.summary)) {
    const param = given(reasoning.effort) ? "reasoning.effort" : "reasoning.summary";
    if (rules.efforts.length === 0)
      throw refused(
        `Unsupported parameter: '${param}' is not supported with this model.`,
        param,
        "unsupported_parameter",
      );
  }
  if (given(reasoning.effort) && !rules.efforts.includes(String(reasoning.effort)))
    throw refusedByModel(reasoning.effort, rules.efforts, "reasoning.effort", model.name);
  const summaries = ["auto", "concise", "detailed"];
  if (given(reasoning.summary) && !summaries.includes(String(reasoning.summary)))
    throw refusedValue(reasoning.summary, summaries, "reasoning.summary");
  if (given(text.verbosity) && !rules.verbosities.includes(String(text.verbosity)))
    throw refusedByModel(text.verbosity, rules.verbosities, "text.verbosity", model.name);
  if (body.background === true && body.store === false)
    throw refused("Background mode requires 'store' to be true.", "background");
  return {
    effort: given(reasoning.effort) ? String(reasoning.effort) : rules.effort,
    summary: given(reasoning.summary) ? String(reasoning.summary) : null,
    verbosity: given(text.verbosity) ? String(text.verbosity) : "medium",
    format: readFormat(text.format),
    maxTokens: readMaximum(body.max_output_tokens),
    store: body.store !== false,
    background: body.background === true,
    stream: body.stream === true,
    includes: readIncludes(body.include, rules.efforts.length > 0),
  };
}

const given = (value: unknown) => value !== undefined && value !== null;

function checkKnown(name: string): void {
  if (known.includes(name)) return;
  const place = moved[name];
  if (place === undefined) throw refused(`Unknown parameter: '${name}'.`, name, "unknown_parameter");
  throw refused(
    `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${place}'.`,
    name,
    "unsupported_parameter",
  );
}

/** Without a code, unlike the refusals of chat completions (recorded by vercel/ai). */
function checkSampling(body: Json, reasons: boolean): void {
  for (const name of ["temperature", "top_p"])
    if (reasons && given(body[name]))
      throw refused(`Unsupported parameter: '${name}' is not supported with this model.`, name);
}

/** OpenAI's own least number; none is documented for Azure. */
const fewestTokens = 16;

function readMaximum(value: unknown): number | null {
  if (!given(value)) return null;
  if (typeof value !== "number" || !Number.isInteger(value))
    throw refusedType("max_output_tokens", "an integer");
  if (value >= fewestTokens) return value;
  throw refused(
    "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= " +
      `${fewestTokens}, but got ${value} instead.`,
    "max_output_tokens",
    "integer_below_min_value",
  );
}

function readFormat(value: unknown): Json {
  if (!given(value)) return { type: "text" };
  const format = isObject(value) ? value : {};
  const types = ["text", "json_object", "json_schema"];
  if (!types.includes(String(format.type))) throw refusedValue(format.type ?? "", types, "text.format.type");
  if (format.type !== "json_schema") return { type: format.type };
  if (typeof format.name !== "string") throw refusedMissing("text.format.name");
  if (!isObject(format.schema)) throw refusedMissing("text.format.schema");
  const { type, name, schema, strict = false, description = null } = format;
  if (strict === true) checkStrict(schema, name);
  return { type, description, name, schema, strict };
}

/** Strict schemas close every object and require all that is in it (structured outputs guide). */
function checkStrict(schema: Json, name: string): void {
  const wrong = (why: string) =>
    refused(
      `Invalid schema for response_format '${name}': ${why}`,
      "text.format.schema",
      "invalid_json_schema",
    );
  if (schema.type !== "object")
    throw wrong(`schema must be a JSON Schema of 'type: "object"', got 'type: "${schema.type}"'.`);
  if (schema.additionalProperties !== false)
    throw wrong("In context=(), 'additionalProperties' is required to be supplied and to be false.");
  const required = Array.isArray(schema.required) ? schema.required : [];
  const missing = Object.keys(isObject(schema.properties) ? schema.properties : {}).find(
    (key) => !required.includes(key),
  );
  if (missing !== undefined)
    throw wrong(
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. " +
        `Missing '${missing}'.`,
    );
}

function readIncludes(value: unknown, reasons: boolean): string[] {
  if (!given(value)) return [];
  if (!Array.isArray(value)) throw refusedType("include", "an array");
  const includes = value.map(String);
  const unknown = includes.find((one) => !includable.includes(one));
  if (unknown !== undefined) throw refusedValue(unknown, includable, "include");
  if (!reasons && includes.includes("reasoning.encrypted_content"))
    throw refused("Encrypted content is not supported with this model.", "include");
  return includes;
}
