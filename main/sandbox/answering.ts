import { checkApi, refusalOn } from "./apis.ts";
import { allowed, called, calledName, deploymentNamed } from "./called.ts";
import type { Api, SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, readJson, serviceHeaders } from "./exchange.ts";
import { isStreamFault, type StreamFault } from "./faults.ts";
import type { Question } from "./question.ts";
import type { Pace, Resource } from "./resource.ts";
import { type AnswerTimes, clock } from "./times.ts";
import { type ErrorEvents, type Frame, type Piece, transmit } from "./transmission.ts";

/** An answer: as a stream, or whole after so many tokens, at once where those are null. */
type Reply = {
  headers?: Record<string, string>;
  /** How this dialect tells of an error in the middle of a stream. */
  errorEvents: ErrorEvents;
} & ({ frames: Frame[] } | { body: object; afterTokens: number | null });

/** What was asked, and the answer, which is only made where nothing is in the way. */
interface Asked {
  question: Pick<Question, "manners" | "promptTokens">;
  reply(): Reply;
}

/** How a dialect reads what was asked of a deployment. It throws `Refused`. */
export interface Dialect {
  api: Api;
  read(body: unknown, deployment: SandboxDeployment): Asked;
  /** Of a request that names no deployment. */
  unnamed?: Refused;
}

/** Answers a question, the deployment being named in the path or, without that, as the body's `model`. */
export async function answerIn(
  { api, read, unnamed }: Dialect,
  exchange: Exchange,
  resource: Resource,
): Promise<void> {
  const { response, signal } = exchange;
  const asked = resource.times.begin(exchange.parameters.deployment ?? "");
  const body = await readJson(exchange);
  const deployment = deploymentNamed(resource, calledName(exchange, body, unnamed));
  const times = Object.assign(asked, { deployment: deployment.name });
  const fault = called(exchange, resource, deployment, api);

  const transcript = resource.transcripts.get(deployment.name);
  if (transcript) {
    response.writeHead(transcript.status, transcript.headers);
    return transmit(response, [{ at: 0, bytes: () => transcript.body }], fault, signal);
  }

  checkApi(deployment, api, exchange.url.pathname);
  const { question, reply } = read(body, deployment);
  const spoilt = faultWished(question, api, deployment) ?? fault;
  const allowance = allowed(exchange, resource, deployment, question.promptTokens, api);
  const service = serviceHeaders(exchange.request);
  resource.times.keep(service["apim-request-id"] ?? "", times);
  const answer = reply();
  const headers = { ...service, ...answerHeaders(deployment, api), ...answer.headers, ...allowance };
  const due = dueTimes(deployment, () => resource.pace);
  if ("body" in answer) {
    // What comes whole has no events among which an error could stand.
    if (spoilt === "error-frame" || spoilt === "error-frame-flat") throw new Refused("server-error");
    response.writeHead(200, { ...headers, "content-type": "application/json" });
    const at = answer.afterTokens === null ? 0 : due(answer.afterTokens);
    const pieces = [{ at, bytes: () => Buffer.from(JSON.stringify(answer.body)) }];
    await transmit(response, pieces, spoilt, signal, answer.errorEvents);
  } else {
    response.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8" });
    // The service sends its headers as soon as the request is accepted, long before a model that thinks speaks.
    response.flushHeaders();
    const pieces = answer.frames.map((frame) => pieceOf(frame, due, times));
    await transmit(response, pieces, spoilt, signal, answer.errorEvents);
  }
  times.ended = clock();
}

/** The fault that the message itself asks for. Throws `Refused` where it is a refusal. */
function faultWished(
  { manners: { fault, fails } }: Asked["question"],
  api: Api,
  { model }: SandboxDeployment,
): StreamFault | null {
  // Responses have a state for that.
  if (fails && api !== "responses") return "error-frame";
  if (fault === null || isStreamFault(fault)) return fault;
  throw new Refused(refusalOn(api, fault), { model: model.name });
}

const answerHeaders = (deployment: SandboxDeployment, api: Api) => ({
  "x-accel-buffering": "no",
  "x-ms-deployment-name": deployment.name,
  "x-ms-is-spilled-over": "false",
  // Foundry has no filter of its own for Claude models.
  ...(api !== "messages" && { "x-ms-rai-invoked": "true" }),
});

/** The pace may change while an answer leaves, so that a piece tells its time anew whenever it is asked. */
const pieceOf = (
  { afterTokens, isToken, text }: Frame,
  due: (token: number) => number,
  times: Omit<AnswerTimes, "requestId">,
): Piece => ({
  get at() {
    return due(afterTokens);
  },
  bytes: () => {
    if (isToken) passes(times);
    return Buffer.from(text());
  },
});

/** A piece leaves now. */
function passes(times: Omit<AnswerTimes, "requestId">): void {
  times.last = clock();
  times.first ??= times.last;
  times.pieces += 1;
}

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
