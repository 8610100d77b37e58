import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setImmediate, setTimeout } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import type { StreamFault } from "./faults.ts";

/** One event of a stream, whether it carries a token, and how many have been made when it is due. */
export interface Frame {
  afterTokens: number;
  isToken: boolean;
  /** Made when it is sent: a long answer is not written as a whole while others wait. */
  text(): string;
}

/** A piece of a body and when it is to leave, in milliseconds after the answer began. */
export interface Piece {
  at: number;
  bytes(): Buffer;
}

/** The events that tell of an error where the piece of that number would have come; flat in the older of two spellings. */
export type ErrorEvents = (at: number, isFlat: boolean) => string;

/**
 * Sends the pieces of a body at their times, then ends the answer; with a fault, goes wrong half-way in that
 * manner. Stops with an `AbortError` as soon as `signal` says that nobody listens any more.
 */
export async function transmit(
  response: ServerResponse,
  pieces: readonly Piece[],
  fault: StreamFault | null,
  signal: AbortSignal,
  errorEvents: ErrorEvents = () => "",
): Promise<void> {
  const start = performance.now();
  const held = fault === null ? undefined : lumps[fault];
  const portions = held === undefined ? pieces : gathered(pieces, held);
  const half = Math.floor(portions.length / 2);

  for (const [index, piece] of portions.entries()) {
    const early = start + piece.at - performance.now();
    if (early > 0) await setTimeout(early, undefined, { signal });
    signal.throwIfAborted();
    const bytes = piece.bytes();
    if (isBreak(fault) && index === (fault === "no-frames" ? 0 : half))
      return breaks[fault](response, bytes, signal, (isFlat) => errorEvents(index, isFlat));
    const cut = fault === null ? undefined : cuts[fault];
    const size = cut?.size ?? bytes.length;
    for (let from = 0; from < bytes.length; from += size) {
      await send(response, bytes.subarray(from, from + size), signal);
      await cut?.pause(signal);
    }
  }
  response.end();
}

/** Faults that send everything, but in small parts. */
const cuts: Partial<Record<StreamFault, { size: number; pause(signal: AbortSignal): Promise<void> }>> = {
  "slow-bytes": { size: 8, pause: (signal) => setTimeout(8, undefined, { signal }) },
  "one-byte-chunks": { size: 1, pause: (signal) => setImmediate(undefined, { signal }) },
};

/** Faults that send everything, but held back, as a filter or a proxy does: into how many lumps. */
const lumps: Partial<Record<StreamFault, number>> = { "one-lump": 1, "few-lumps": 3 };

/** The pieces in so many lumps, each of which leaves with the last of its pieces. */
function gathered(pieces: readonly Piece[], count: number): Piece[] {
  const size = Math.max(1, Math.ceil(pieces.length / count));
  return Array.from({ length: Math.ceil(pieces.length / size) }, (_, index) => {
    const own = pieces.slice(index * size, (index + 1) * size);
    return {
      get at() {
        return own.at(-1)?.at ?? 0;
      },
      bytes: () => Buffer.concat(own.map((piece) => piece.bytes())),
    };
  });
}

type Break = Exclude<StreamFault, "slow-bytes" | "one-byte-chunks" | "one-lump" | "few-lumps">;
const isBreak = (fault: StreamFault | null): fault is Break => fault !== null && fault in breaks;

/** What happens in the middle instead of the next piece. */
const breaks: Record<
  Break,
  (
    response: ServerResponse,
    bytes: Buffer,
    signal: AbortSignal,
    error: (isFlat: boolean) => string,
  ) => Promise<void>
> = {
  stall: async (response, _bytes, signal) => {
    response.flushHeaders();
    await once(signal, "abort");
  },
  "reset-mid-event": async (response, bytes, signal) => {
    await send(response, bytes.subarray(0, Math.ceil(bytes.length / 2)), signal);
    // The half must have left before the reset drops what is still to be sent.
    await setTimeout(20, undefined, { signal });
    // Node resets plain connections only.
    if (response.socket instanceof TLSSocket) response.destroy();
    else response.socket?.resetAndDestroy();
  },
  "cut-without-done": async (response) => {
    response.end();
  },
  // Two bytes and no event, as was met when many requests came at once (dhangerkapil/foundry-usage-metering).
  "no-frames": async (response) => {
    response.end("\n\n");
  },
  "error-frame": async (response, _bytes, _signal, error) => {
    response.end(error(false));
  },
  "error-frame-flat": async (response, _bytes, _signal, error) => {
    response.end(error(true));
  },
  "endless-line": async (response, bytes, signal) => {
    await send(response, bytes.subarray(0, Math.ceil(bytes.length / 2)), signal);
    for (;;) {
      await send(response, "x".repeat(65_536), signal);
      await setTimeout(5, undefined, { signal });
    }
  },
};

/** Writes, and waits for the reader when it is slower than the writer. */
async function send(response: ServerResponse, data: string | Buffer, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!response.write(data)) await once(response, "drain", { signal });
}
