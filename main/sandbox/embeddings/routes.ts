import { checkApi } from "../apis.ts";
import { allowed, called, calledName, deploymentNamed } from "../called.ts";
import { invalidRequest, Refused } from "../errors.ts";
import { type Exchange, readJson, sendJson } from "../exchange.ts";
import { isObject } from "../json.ts";
import type { Resource } from "../resource.ts";
import { countTokens } from "../tokens.ts";
import { vectorLengths, vectorOf } from "./vectors.ts";

/** What a request may have (Foundry embeddings guide; openai-node, `resources/embeddings`). */
const limits = { inputs: 2_048, tokens: 8_192, allTokens: 300_000 };

/** The words for a text that is too long are quoted in public issues; the others are written alike. */
const refused = (message: string): Refused => new Refused(invalidRequest(null, null, message));

interface Input {
  text: string;
  tokens: number;
}

/** `POST /embeddings`, on all three routes. */
export async function answerEmbeddings(exchange: Exchange, resource: Resource): Promise<void> {
  // Microsoft's guide says that v1 takes a key only (March 2026).
  const [, bearer] = /^Bearer +(\S+)$/i.exec(exchange.request.headers.authorization ?? "") ?? [];
  if (exchange.url.pathname.startsWith("/openai/v1/") && bearer === resource.token)
    throw new Refused("token-refused");
  const body = await readJson(exchange);
  const deployment = deploymentNamed(resource, calledName(exchange, body));
  called(exchange, resource, deployment, "embeddings");
  checkApi(deployment, "embeddings", exchange.url.pathname);
  const { name: model } = deployment.model;
  const lengths = vectorLengths[model];
  if (lengths === undefined) throw new Refused("operation-not-supported", { model, operation: "embeddings" });
  const { input, dimensions, encoding_format: format = "float" } = isObject(body) ? body : {};
  const inputs = inputsIn(input);
  const wanted = dimensionsIn(dimensions, lengths, model);
  if (format !== "float" && format !== "base64")
    throw refused(`'${String(format)}' is not one of ['base64', 'float'] - 'encoding_format'`);
  const tokens = inputs.reduce((sum, one) => sum + one.tokens, 0);
  const headers = allowed(exchange, resource, deployment, tokens, "embeddings");
  const data = inputs.map(({ text }, index) => {
    const vector = vectorOf(text, model, lengths.full, wanted);
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    const embedding = format === "base64" ? bytes.toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  sendJson(exchange, 200, { object: "list", data, model, usage }, headers);
}

/** The texts of a request; numbers of tokens stand for texts, too. */
function inputsIn(value: unknown): Input[] {
  const isTokens = (one: unknown): one is number[] =>
    Array.isArray(one) && one.length > 0 && one.every((token) => Number.isInteger(token));
  const given: unknown[] = Array.isArray(value) && !isTokens(value) ? value : [value];
  if (given.length === 0) throw refused("'$.input' is invalid: an array of at least one input is expected.");
  if (given.length > limits.inputs)
    throw refused(`'$.input' is invalid: an array of at most ${limits.inputs} inputs is expected.`);
  const inputs = given.map((one): Input => {
    if (one === "") throw refused("'$.input' is invalid: input cannot be an empty string.");
    if (isTokens(one)) return { text: one.map((token) => `t${token}`).join(" "), tokens: one.length };
    if (typeof one !== "string") throw refused("'$.input' is invalid: a text or an array is expected.");
    return { text: one, tokens: countTokens(one) };
  });
  for (const { tokens } of inputs)
    if (tokens > limits.tokens)
      throw refused(
        `This model's maximum context length is ${limits.tokens} tokens, however you requested ${tokens} tokens ` +
          `(${tokens} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
      );
  if (inputs.reduce((sum, { tokens }) => sum + tokens, 0) > limits.allTokens)
    throw refused(`Invalid 'input': a request may have at most ${limits.allTokens} tokens in all inputs.`);
  return inputs;
}

function dimensionsIn(
  value: unknown,
  { full, isVariable }: { full: number; isVariable: boolean },
  model: string,
): number {
  if (value === undefined || value === null) return full;
  if (!isVariable) throw refused(`The model ${model} does not support specifying dimensions.`);
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= full) return value;
  throw refused(`Invalid value for 'dimensions': expected a whole number from 1 to ${full}.`);
}
