import type { SandboxDeployment } from "../deployments.ts";
import type { Json } from "../json.ts";
import type { Answer } from "./blocks.ts";
import type { MessagesRequest } from "./request.ts";

/** How tokens are counted: what was read or written of the cache is beside the input, not in it. */
const prompt = ({ prompt: usage }: Answer): Json => ({
  input_tokens: usage.fresh,
  cache_creation_input_tokens: usage.written.fiveMinutes + usage.written.oneHour,
  cache_read_input_tokens: usage.read,
});

const byAge = ({ prompt: { written } }: Answer): Json => ({
  cache_creation: {
    ephemeral_5m_input_tokens: written.fiveMinutes,
    ephemeral_1h_input_tokens: written.oneHour,
  },
});

/** Version 1 is hosted by Anthropic, which tells no place; 2 by Azure (reported from a public log). */
const place = ({ model }: SandboxDeployment): Json => ({
  service_tier: "standard",
  inference_geo: model.version === "1" ? "not_available" : "global",
});

const output = ({ tokens }: Answer, { searches }: MessagesRequest): Json => ({
  output_tokens: tokens.output,
  ...(tokens.thinking > 0 && { output_tokens_details: { thinking_tokens: tokens.thinking } }),
  ...(searches && { server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 } }),
});

/** As it is told when a stream begins. */
export const usageAtStart = (answer: Answer, deployment: SandboxDeployment): Json => ({
  ...{ ...prompt(answer), ...byAge(answer), output_tokens: 1, ...place(deployment) },
});

/** As a stream corrects it at its end. */
export const usageAtEnd = (request: MessagesRequest, answer: Answer): Json => ({
  ...{ ...prompt(answer), ...output(answer, request) },
});

/** Of an answer that comes whole. */
export const usageOf = (request: MessagesRequest, answer: Answer, deployment: SandboxDeployment): Json => ({
  ...{ ...prompt(answer), ...byAge(answer), ...output(answer, request), ...place(deployment) },
});
