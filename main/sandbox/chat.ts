import { allowed, called, calledName, deploymentNamed } from "./called.ts";
import { type ChatRequest, readChatRequest } from "./chat-request.ts";
import { complete } from "./completion.ts";
import { runsBatches, type SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, readJson, serviceHeaders } from "./exchange.ts";
import type { StreamFault } from "./faults.ts";
import { completionBody, streamFrames } from "./frames.ts";
import type { Pace, Resource } from "./resource.ts";
import { clock, type Times } from "./times.ts";
import { type Piece, transmit } from "./transmission.ts";

/** Answers a chat completion, the deployment being named in the path or, without that, as the body's `model`. */
export async function answerChat(exchange: Exchange, resource: Resource): Promise<void> {
  const asked = resource.times.begin(exchange.parameters.deployment ?? "");
  const body = await readJson(exchange);
  const deployment = deploymentNamed(resource, calledName(exchange, body));
  const times = Object.assign(asked, { deployment: deployment.name });
  const stream = called(exchange, resource, deployment);

  const transcript = resource.transcripts.get(deployment.name);
  if (transcript) {
    exchange.response.writeHead(transcript.status, transcript.headers);
    return transmit(exchange.response, [{ at: 0, bytes: () => transcript.body }], stream, exchange.signal);
  }

  // A deployment for batches is refused in the same words (BerriAI/litellm#5279).
  if (deployment.capabilities.chat_completion !== "true" || runsBatches(deployment))
    throw new Refused("operation-not-supported", { model: deployment.model.name });
  const request = readChatRequest(body, deployment);
  const allowance = allowed(exchange, resource, deployment, request.promptTokens);

  const service = serviceHeaders(exchange.request);
  const headers = { ...service, ...answerHeaders(deployment), ...allowance };
  resource.times.keep(service["apim-request-id"] ?? "", times);
  await sendAnswer(exchange, deployment, request, headers, () => resource.pace, stream, times);
  times.ended = clock();
}

const answerHeaders = (deployment: SandboxDeployment) => ({
  "x-accel-buffering": "no",
  "x-ms-deployment-name": deployment.name,
  "x-ms-is-spilled-over": "false",
  "x-ms-rai-invoked": "true",
});

function sendAnswer(
  { response, signal }: Exchange,
  deployment: SandboxDeployment,
  request: ChatRequest,
  headers: Record<string, string>,
  pace: () => Pace,
  fault: StreamFault | null,
  times: Parameters<Times["keep"]>[1],
): Promise<void> {
  const completion = complete(request, deployment);
  const due = dueTimes(deployment, pace);
  if (!request.stream) {
    const body = completionBody(completion, deployment, request);
    const tokens = completion.usage.completion / request.choices;
    response.writeHead(200, { ...headers, "content-type": "application/json" });
    return transmit(
      response,
      [{ at: due(tokens), bytes: () => bytesOf(JSON.stringify(body)) }],
      fault,
      signal,
    );
  }
  response.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8" });
  // The service sends its headers as soon as the request is accepted, long before a model that thinks speaks.
  response.flushHeaders();
  const pieces = streamFrames(completion, deployment, request).map(
    ({ afterTokens, isToken, data }): Piece => ({
      get at() {
        return due(afterTokens);
      },
      bytes: () => {
        if (isToken) passes(times);
        const made = data();
        return bytesOf(`data: ${typeof made === "string" ? made : JSON.stringify(made)}\n\n`);
      },
    }),
  );
  return transmit(response, pieces, fault, signal);
}

/** A piece leaves now. */
function passes(times: Parameters<Times["keep"]>[1]): void {
  times.last = clock();
  times.first ??= times.last;
  times.pieces += 1;
}

const bytesOf = (text: string) => Buffer.from(text);

/**
 * When a token is due at the pace of the moment, in milliseconds after the request. Token 0 stands for what comes before
 * the first one.
 */
function dueTimes({ speed }: SandboxDeployment, paceNow: () => Pace): (token: number) => number {
  return (token) => {
    const pace = paceNow();
    if (pace === "instant") return 0;
    const { firstTokenMs, tokensPerSecond } =
      pace === "slow" ? { firstTokenMs: 1_000, tokensPerSecond: 6 } : pace === "usual" ? speed : pace;
    return firstTokenMs + (Math.max(0, token - 1) * 1_000) / tokensPerSecond;
  };
}
