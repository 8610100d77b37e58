import type { SandboxDeployment } from "../deployments.ts";
import { isObject, type Json } from "../json.ts";
import { type ClaudeRules, claudeRulesOf, type Thinking } from "./models.ts";
import { refused, refusedField, refusedMissing, refusedType } from "./refusals.ts";

/** The parameters of a request, checked and with what they are where nothing is said. */
export interface ClaudeParameters {
  maxTokens: number;
  stop: string[];
  stream: boolean;
  thinking: Thinking;
  showsThoughts: boolean;
  /** What the answer has to be; null for text. */
  schema: Json | null;
}

const known = [
  ...[
    "cache_control",
    "container",
    "context_management",
    "inference_geo",
    "max_tokens",
    "messages",
    "metadata",
  ],
  ...["model", "output_config", "output_format", "service_tier", "stop_sequences", "stream", "system"],
  ...["temperature", "thinking", "tool_choice", "tools", "top_k", "top_p"],
];

const samplers = ["temperature", "top_p", "top_k"];

/** Reads the parameters of a request for a version of the API, by the rules of the model. Throws `Refused`. */
export function readClaudeParameters(
  body: Json,
  deployment: SandboxDeployment,
  version: string,
): ClaudeParameters {
  for (const field of Object.keys(body)) if (!known.includes(field)) throw refusedField(field);
  const rules = claudeRulesOf(deployment);
  const maxTokens = readMaximum(body.max_tokens, rules, deployment.model.name);
  if (body.output_format !== undefined)
    throw refused("output_format: This field is deprecated. Use 'output_config.format' instead.");
  const thinking = readThinking(body, rules, maxTokens);
  checkSampling(body, rules, version, thinking);
  const output = isObject(body.output_config) ? body.output_config : {};
  checkEffort(output.effort, rules);
  const { display } = isObject(body.thinking) ? body.thinking : {};
  return {
    ...{ maxTokens, thinking },
    stop: readStops(body.stop_sequences),
    stream: body.stream === true,
    showsThoughts: display === undefined ? rules.showsThoughts : display === "summarized",
    schema: readFormat(output.format),
  };
}

function readMaximum(value: unknown, { outputTokens }: ClaudeRules, model: string): number {
  if (value === undefined || value === null) throw refusedMissing("max_tokens");
  if (typeof value !== "number" || !Number.isInteger(value))
    throw refusedType("max_tokens", "a valid integer");
  if (value < 1) throw refusedType("max_tokens", "greater than or equal to 1");
  if (value <= outputTokens) return value;
  throw refused(
    `max_tokens: ${value} > ${outputTokens}, which is the maximum allowed number of output tokens for ${model}`,
  );
}

/** The fewest tokens that may be set aside for thinking. */
const leastBudget = 1_024;

function readThinking({ thinking, output_config: output }: Json, rules: ClaudeRules, most: number): Thinking {
  if (thinking === undefined || thinking === null) return rules.thinksUnasked ? "adaptive" : "disabled";
  const { type, budget_tokens: budget, display } = isObject(thinking) ? thinking : {};
  if (type !== "adaptive" && type !== "enabled" && type !== "disabled")
    throw refused(
      `thinking: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: ` +
        "'adaptive', 'disabled', 'enabled'",
    );
  if (display !== undefined && display !== "summarized" && display !== "omitted")
    throw refusedType(`thinking.${type}.display`, "'summarized' or 'omitted'");
  if (!rules.thinking.includes(type)) throw refusedThinking(type);
  const { effort } = isObject(output) ? output : {};
  // These two levels are thought about, whatever is said (Claude models on Foundry).
  if (type === "disabled" && rules.thinksUnasked && (effort === "xhigh" || effort === "max"))
    throw refused(`"thinking.type.disabled" is not supported at effort level '${effort}' for this model.`);
  if (type !== "enabled") return type;
  if (typeof budget !== "number") throw refusedMissing("thinking.enabled.budget_tokens");
  if (budget < leastBudget)
    throw refusedType("thinking.enabled.budget_tokens", `greater than or equal to ${leastBudget}`);
  if (budget >= most) throw refused("`max_tokens` must be greater than `thinking.budget_tokens`.");
  return type;
}

const refusedThinking = (type: Thinking) =>
  refused(
    `"thinking.type.${type}" is not supported for this model.` +
      (type === "enabled"
        ? ' Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
        : ""),
  );

function checkSampling(body: Json, { sampling }: ClaudeRules, version: string, thinking: Thinking): void {
  const given = samplers.filter((field) => body[field] !== undefined && body[field] !== null);
  const [first] = given;
  if (first === undefined) return;
  if (version === "2026-10-21") throw refusedField(first);
  if (sampling === "refused") throw refused(`\`${first}\` is deprecated for this model.`);
  if (sampling === "either" && given.includes("temperature") && given.includes("top_p"))
    throw refused("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
  if (thinking !== "disabled" && given.includes("temperature") && body.temperature !== 1)
    throw refused("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
}

function checkEffort(value: unknown, { efforts }: ClaudeRules): void {
  if (value === undefined || value === null) return;
  if (efforts.length === 0) throw refused("This model does not support the effort parameter.");
  if (efforts.includes(String(value))) return;
  throw refused(
    `This model does not support effort level '${String(value)}'. Supported levels: ${efforts.toSorted().join(", ")}.`,
  );
}

function readStops(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw refusedType("stop_sequences", "a valid list");
  for (const [at, text] of value.entries()) {
    if (typeof text !== "string") throw refusedType(`stop_sequences.${at}`, "a valid string");
    if (text.trim() === "") throw refused("stop_sequences: each stop sequence must contain non-whitespace");
  }
  return value;
}

function readFormat(value: unknown): Json | null {
  if (value === undefined || value === null) return null;
  const { type, schema } = isObject(value) ? value : {};
  if (type !== "json_schema") throw refusedType("output_config.format.type", "'json_schema'");
  if (!isObject(schema)) throw refusedMissing("output_config.format.schema");
  if (schema.type === "object" && schema.additionalProperties !== false)
    throw refused(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    );
  return schema;
}
