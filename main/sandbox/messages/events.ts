import { randomInt } from "node:crypto";
import type { SandboxDeployment } from "../deployments.ts";
import { anthropicId } from "../identifiers.ts";
import type { Json } from "../json.ts";
import type { Frame } from "../transmission.ts";
import type { Answer } from "./blocks.ts";
import type { MessagesRequest } from "./request.ts";
import { usageAtEnd, usageAtStart, usageOf } from "./usage.ts";

const event = (type: string, data: string) => `event: ${type}\ndata: ${data}\n\n`;

/** Blanks before the last brace, so that the sizes of packets do not tell the text (recorded). */
function padded(type: string, fields: Json): string {
  const text = JSON.stringify({ type, ...fields });
  return event(type, `${text.slice(0, -1)}${" ".repeat(randomInt(15))}}`);
}

const ping = event("ping", '{"type": "ping"}');

/** The message around an answer; fields and their order are as recorded. */
const message = (deployment: SandboxDeployment, content: Json[], stop: Json, usage: Json): Json => ({
  ...{ model: deployment.model.name, id: anthropicId("msg"), type: "message", role: "assistant", content },
  ...{ ...stop, usage },
});

const open = { stop_reason: null, stop_sequence: null, stop_details: null };

/** An answer as one JSON body. */
export const messageBody = (
  request: MessagesRequest,
  answer: Answer,
  deployment: SandboxDeployment,
): Json => {
  const content = answer.blocks.map(({ whole }) => whole);
  return message(deployment, content, answer.stop, usageOf(request, answer, deployment));
};

/** The events of a streamed answer, in order. A ping follows the beginning of the first block. */
export function messageFrames(
  request: MessagesRequest,
  answer: Answer,
  deployment: SandboxDeployment,
): Frame[] {
  let tokens = 0;
  const frame = (text: () => string, isToken = false): Frame => {
    if (isToken) tokens += 1;
    return { afterTokens: tokens, isToken, text };
  };
  const start = message(deployment, [], open, usageAtStart(answer, deployment));
  const frames = [frame(() => padded("message_start", { message: start }))];
  for (const [index, { start: block, deltas, silentTokens }] of answer.blocks.entries()) {
    frames.push(frame(() => padded("content_block_start", { index, content_block: block })));
    if (index === 0) frames.push(frame(() => ping));
    tokens += silentTokens;
    for (const { delta, isToken } of deltas)
      frames.push(frame(() => padded("content_block_delta", { index, delta }), isToken));
    frames.push(frame(() => padded("content_block_stop", { index })));
  }
  if (answer.stop.stop_reason === "pause_turn") frames.push(frame(() => ping));
  const end = { delta: answer.stop, usage: usageAtEnd(request, answer) };
  return [...frames, frame(() => padded("message_delta", end)), frame(() => padded("message_stop", {}))];
}

/** An error in the middle of a stream, which ends with it. */
export const errorEvents = (_at: number, isFlat: boolean): string => {
  const error = isFlat
    ? { type: "api_error", message: "Internal server error" }
    : { type: "overloaded_error", message: "Overloaded" };
  return event("error", JSON.stringify({ type: "error", error }));
};
