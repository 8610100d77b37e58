import { answerIn, type Dialect } from "../answering.ts";
import { apiNotSupported, checkApi } from "../apis.ts";
import { called, calledName, deploymentNamed } from "../called.ts";
import { Refused } from "../errors.ts";
import { type Exchange, readJson, sendJson } from "../exchange.ts";
import { anthropicRequestId } from "../identifiers.ts";
import { isObject } from "../json.ts";
import type { Resource } from "../resource.ts";
import { answerTo } from "./blocks.ts";
import { errorEvents, messageBody, messageFrames } from "./events.ts";
import { claudeRulesOf } from "./models.ts";
import { refused, refusedMissing } from "./refusals.ts";
import { readMessagesRequest } from "./request.ts";

const versions = ["2023-01-01", "2023-06-01", "2026-10-21"];

/** The version of the API that a request names. Throws `Refused`. */
function versionOf({ request }: Exchange): string {
  const version = request.headers["anthropic-version"];
  if (version === undefined) throw refused("anthropic-version: header is required");
  if (versions.includes(String(version))) return String(version);
  throw refused(`anthropic-version: "${String(version)}" is not a valid version`);
}

const unnamed = refusedMissing("model");

/** `POST /anthropic/v1/messages`. */
export function answerMessages(exchange: Exchange, resource: Resource): Promise<void> {
  const version = versionOf(exchange);
  const messages: Dialect = {
    api: "messages",
    unnamed,
    read: (body, deployment) => {
      const request = readMessagesRequest(body, deployment, { version, seals: resource.seals });
      const headers = headersOf(deployment.name);
      const reply = () => {
        const answer = answerTo(request, deployment, resource);
        if (request.parameters.stream)
          return { headers, errorEvents, frames: messageFrames(request, answer, deployment) };
        const whole = messageBody(request, answer, deployment);
        return { headers, errorEvents, body: whole, afterTokens: answer.tokens.output };
      };
      return { question: request.question, reply };
    },
  };
  return answerIn(messages, exchange, resource);
}

/** As recorded; it says of a stream, too, that it is none. */
const headersOf = (deployment: string) => ({
  "request-id": anthropicRequestId(),
  "azureai-requested-tier": "default",
  "azureai-processed-tier": "default",
  "azureai-fe-is-streaming": "False",
  "azureai-fe-offer-type": "paygo",
  "x-ratelimit-key": deployment,
  "x-ratelimit-abusepenalty-active": "False",
});

/** `POST /anthropic/v1/messages/count_tokens`. */
export async function countTokensOfMessages(exchange: Exchange, resource: Resource): Promise<void> {
  const version = versionOf(exchange);
  const body = await readJson(exchange);
  const deployment = deploymentNamed(resource, calledName(exchange, body, unnamed));
  called(exchange, resource, deployment, "messages");
  checkApi(deployment, "messages", exchange.url.pathname);
  // Nothing is answered, and so no number of tokens is asked for.
  const asked = isObject(body) ? { ...body, max_tokens: claudeRulesOf(deployment).outputTokens } : body;
  const { question } = readMessagesRequest(asked, deployment, { version, seals: resource.seals });
  sendJson(exchange, 200, { input_tokens: question.promptTokens });
}

/** Whatever else is asked for below `/anthropic`: models, batches, a path that was joined twice. */
export function refuseElsewhere(): void {
  throw new Refused(apiNotSupported);
}
