import { type ChatRequest, isObject, readChatRequest } from "./chat-request.ts";
import { complete } from "./completion.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, readJson, serviceHeaders } from "./exchange.ts";
import { isStreamFault, type StreamFault } from "./faults.ts";
import { completionBody, streamFrames } from "./frames.ts";
import { notReady } from "./management-refusals.ts";
import type { Pace, Resource } from "./resource.ts";
import { clock, type Times } from "./times.ts";
import { type Piece, transmit } from "./transmission.ts";

/** Answers a chat completion, the deployment being named in the path or, without that, as the body's `model`. */
export async function answerChat(exchange: Exchange, resource: Resource): Promise<void> {
  const asked = resource.times.begin(exchange.parameters.deployment ?? "");
  const body = await readJson(exchange);
  const deployment = findDeployment(resource, exchange.parameters.deployment ?? modelIn(body));
  const times = Object.assign(asked, { deployment: deployment.name });
  if ((deployment.answersFrom ?? 0) > resource.clock.now()) throw new Refused(notReady);
  resource.store.called(deployment.name);
  const fault = resource.faults.of(deployment.name);
  const stream = isStreamFault(fault) ? fault : null;
  const model = deployment.model.name;
  const apiVersion = exchange.url.searchParams.get("api-version") ?? "v1";
  if (fault && !isStreamFault(fault)) throw new Refused(fault, { model, apiVersion });

  const transcript = resource.transcripts.get(deployment.name);
  if (transcript) {
    exchange.response.writeHead(transcript.status, transcript.headers);
    return transmit(exchange.response, [{ at: 0, bytes: () => transcript.body }], stream, exchange.signal);
  }

  if (deployment.capabilities.chat_completion !== "true")
    throw new Refused("operation-not-supported", { model });
  const request = readChatRequest(body, deployment);
  const allowance = resource
    .rateLimitOf(deployment)
    .take(request.promptTokens, Date.now(), 60_000 / resource.clock.speed());
  if (allowance.wait !== null)
    throw new Refused(
      "rate-limited",
      { apiVersion, seconds: allowance.wait, measure: "call" },
      allowance.headers,
    );

  const service = serviceHeaders(exchange.request);
  const headers = { ...service, ...answerHeaders(deployment), ...allowance.headers };
  resource.times.keep(service["apim-request-id"] ?? "", times);
  await sendAnswer(exchange, deployment, request, headers, () => resource.pace, stream, times);
  times.ended = clock();
}

function modelIn(body: unknown): string {
  if (isObject(body) && typeof body.model === "string") return body.model;
  throw new Refused("invalid-value", { parameter: "model", expected: "the name of a deployment" });
}

/** A deployment that can be called; one that failed to deploy is for a caller not there. */
function findDeployment({ deployments }: Resource, name: string): SandboxDeployment {
  const found = deployments.find((one) => one.name === name && one.status === "succeeded");
  if (!found) throw new Refused("deployment-not-found");
  return found;
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
