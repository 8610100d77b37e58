import type { ServerResponse } from "node:http";
import { once } from "node:events";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { StreamFault } from "./faults.ts";

/** A piece of a body and when it is to leave, in milliseconds after the answer began. */
export interface Piece {
  at: number;
  text(): string;
}

/**
 * Sends the pieces of a body at their times, then ends the answer; with a fault, goes wrong half-way in that
 * manner. Stops with an `AbortError` as soon as `signal` says that nobody listens any more.
 */
export async function transmit(
  response: ServerResponse,
  pieces: readonly Piece[],
  fault: StreamFault | null,
  signal: AbortSignal,
): Promise<void> {
  const start = performance.now();
  const half = Math.floor(pieces.length / 2);
  const write = (data: string | Buffer) => send(response, data, signal);

  for (const [index, piece] of pieces.entries()) {
    const early = start + piece.at - performance.now();
    if (early > 0) await setTimeout(early, undefined, { signal });
    signal.throwIfAborted();
    const text = piece.text();
    if (fault && index === half && fault in breaks) return breaks[fault as Break](response, text, signal);
    if (fault === "one-byte-chunks") for (const byte of Buffer.from(text)) await apart(Buffer.of(byte), write);
    else if (fault === "slow-bytes")
      for (const part of text.match(/[^]{1,8}/g) ?? []) {
        await write(part);
        await setTimeout(8, undefined, { signal });
      }
    else await write(text);
  }
  response.end();
}

type Break = Exclude<StreamFault, "slow-bytes" | "one-byte-chunks">;

/** What happens in the middle instead of the next piece. */
const breaks: Record<
  Break,
  (response: ServerResponse, text: string, signal: AbortSignal) => Promise<void>
> = {
  stall: async (response, _text, signal) => {
    response.flushHeaders();
    await once(signal, "abort");
  },
  "reset-mid-event": async (response, text, signal) => {
    await send(response, text.slice(0, Math.ceil(text.length / 2)), signal);
    // The half must have left before the reset drops what is still to be sent.
    await setTimeout(20, undefined, { signal });
    response.socket?.resetAndDestroy();
  },
  "cut-without-done": async (response) => {
    response.end();
  },
  "error-frame": async (response) => {
    const error = {
      message: "The server had an error processing your request. Sorry about that!",
      type: "server_error",
      param: null,
      code: null,
    };
    response.end(`data: ${JSON.stringify({ error })}\n\n`);
  },
  "endless-line": async (response, text, signal) => {
    await send(response, text.trimEnd().slice(0, -1), signal);
    for (;;) {
      await send(response, "x".repeat(65_536), signal);
      await setTimeout(5, undefined, { signal });
    }
  },
};

async function apart(data: Buffer, write: (data: Buffer) => Promise<void>): Promise<void> {
  await write(data);
  await setImmediate();
}

/** Writes, and waits for the reader when it is slower than the writer. */
async function send(response: ServerResponse, data: string | Buffer, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!response.write(data)) await once(response, "drain", { signal });
}
