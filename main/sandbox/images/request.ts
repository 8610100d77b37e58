import type { SandboxDeployment } from "../deployments.ts";
import { invalidRequest, Refused } from "../errors.ts";
import { isObject, type Json } from "../json.ts";
import { type Manners, mannersIn } from "../manners.ts";
import { isFiltered, wholeNumber } from "../question.ts";
import { countTokens } from "../tokens.ts";
import type { Size } from "./png.ts";

/** A request for pictures, checked. */
export interface ImageRequest {
  prompt: string;
  manners: Manners;
  promptTokens: number;
  count: number;
  size: Size;
  quality: "low" | "medium" | "high";
  background: string;
  stream: boolean;
  /** How many unfinished pictures come before the last one. */
  partials: number;
}

const known = [
  ...["background", "model", "moderation", "n", "output_compression", "output_format", "partial_images"],
  ...["prompt", "quality", "size", "stream", "user"],
];

const refused = (message: string, param: string, code: string | null = "invalid_value") =>
  new Refused(invalidRequest(param, code, message));

/** What is said where the filter stops a prompt (Foundry's page on pictures). */
const filtered = new Refused({
  status: 400,
  body: { error: { code: "contentFilter", message: "Your task failed as a result of our safety system." } },
});

/** And what others have met there (BerriAI/litellm#19372). */
const againstPolicy = new Refused({
  status: 400,
  body: {
    error: {
      code: "content_policy_violation",
      message: "This request has been blocked by our content filters.",
      type: "invalid_request_error",
      param: null,
      inner_error: {
        code: "ResponsibleAIPolicyViolation",
        content_filter_results: { violence: { filtered: true, severity: "medium" } },
      },
    },
  },
});

const longest = 4_000;

/** Reads the body of a request for a deployment. Throws `Refused`. */
export function readImageRequest(
  body: unknown,
  deployment: SandboxDeployment,
  isNamed: boolean,
): ImageRequest {
  if (!isObject(body)) throw new Refused("invalid-json");
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refused(`Unknown parameter: '${unknown}'.`, unknown, "unknown_parameter");
  // Where the path names the deployment, the body may not (openclaw#71705).
  if (isNamed && body.model !== undefined)
    throw refused(`The model '${String(body.model)}' does not exist.`, "model", "model_not_found");
  const { prompt } = body;
  if (typeof prompt !== "string" || prompt === "")
    throw refused("Missing required parameter: 'prompt'.", "prompt", "missing_required_parameter");
  if (prompt.length > longest)
    throw refused(`Invalid 'prompt': string too long. Expected at most ${longest} characters.`, "prompt");
  const said = [{ role: "user", text: prompt }];
  const manners = mannersIn(said);
  if (isFiltered(said)) throw filtered;
  if (manners.refusal) throw againstPolicy;
  const background = oneOf(body, "background", ["auto", "opaque", "transparent"]);
  oneOf(body, "output_format", ["png"]);
  const quality = oneOf(body, "quality", ["auto", "low", "medium", "high"]);
  return {
    ...{ prompt, manners, background, promptTokens: countTokens(prompt) },
    count: wholeNumber(body, "n", 1, 10) ?? 1,
    size: readSize(body.size ?? "auto", deployment.model.name),
    quality: quality === "auto" ? "medium" : (quality as ImageRequest["quality"]),
    stream: body.stream === true,
    partials: wholeNumber(body, "partial_images", 0, 3) ?? 0,
  };
}

/** The first one where nothing is said. */
function oneOf(body: Json, name: string, values: readonly [string, ...string[]]): string {
  const value = body[name] ?? values[0];
  if (values.includes(String(value))) return String(value);
  throw refused(
    `Invalid value: '${String(value)}'. Supported values are: ${values.map((one) => `'${one}'`).join(", ")}.`,
    name,
  );
}

const usual = ["1024x1024", "1024x1536", "1536x1024"];

/** The sizes of a series of models (Foundry's page on pictures, 2026-04-17). */
function readSize(value: unknown, model: string): Size {
  const text = value === "auto" ? "1024x1024" : String(value);
  const [, w, h] = /^(\d{2,5})x(\d{2,5})$/.exec(text) ?? [];
  const size = { width: Number(w), height: Number(h) };
  const fits = model.startsWith("gpt-image-2") ? isFree(size) : usual.includes(text);
  if (w !== undefined && fits) return size;
  const supported = model.startsWith("gpt-image-2")
    ? "multiples of 16, 655360 to 8294400 pixels, at most 3840 on the long edge and 3:1, or 'auto'"
    : [...usual, "auto"].map((one) => `'${one}'`).join(", ");
  throw refused(`Invalid value: '${text}'. Supported values are: ${supported}.`, "size");
}

function isFree({ width, height }: Size): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const pixels = width * height;
  return (
    width % 16 === 0 &&
    height % 16 === 0 &&
    long <= 3_840 &&
    long <= 3 * short &&
    pixels >= 655_360 &&
    pixels <= 8_294_400
  );
}
