import { randomUUID } from "node:crypto";
import { readChatRequest } from "../chat-request.ts";
import { complete } from "../completion.ts";
import type { SandboxDeployment } from "../deployments.ts";
import { Refused, refusals } from "../errors.ts";
import { completionBody } from "../frames.ts";
import type { BatchTask } from "./batch-file.ts";

/** A line that was run. */
export interface TaskDone {
  /** As it stands in the output or error file. */
  line: string;
  hasFailed: boolean;
  tokens: { prompt: number; completion: number; reasoning: number };
}

/** In a message it makes the line fail as if the model's server had. */
const failing = /\bsandbox-line-fails\b/;

const noTokens = { prompt: 0, completion: 0, reasoning: 0 };

/** Asks a line of a batch as chat would be asked, whole. What is refused stands inside the reply (openai-openapi#302). */
export function runTask({ customId, body }: BatchTask, deployment: SandboxDeployment): TaskDone {
  const done = (status: number, reply: unknown, tokens = noTokens): TaskDone => ({
    line: `${JSON.stringify({
      custom_id: customId,
      response: { status_code: status, request_id: randomUUID(), body: reply },
      error: null,
    })}\n`,
    hasFailed: status >= 400,
    tokens,
  });
  try {
    if (failing.test(JSON.stringify(body.messages ?? ""))) throw new Refused(refusals["server-error"]());
    const request = { ...readChatRequest(body, deployment), stream: false };
    const completion = complete(request, deployment);
    return done(200, completionBody(completion, deployment, request), completion.usage);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return done(error.refusal.status, error.refusal.body);
  }
}

/** A line that was not reached before the batch expired (OpenAI's batch guide). */
export const expiredLine = ({ customId }: BatchTask): string =>
  `${JSON.stringify({
    custom_id: customId,
    response: null,
    error: {
      code: "batch_expired",
      message: "This request could not be executed before the completion window expired.",
    },
  })}\n`;
