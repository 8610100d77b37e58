import { createParser } from "eventsource-parser";
import { problem } from "../error.ts";

/** Characters that may be held back for one unfinished event; more is no answer of the service. */
export const dataLimit = 8 * 1024 * 1024;

/** Takes bytes, cut anywhere, and gives the data they carry. */
export interface DataReader {
  /** The data these bytes complete. Throws `reply_not_understood` for what does not end. */
  feed(bytes: Uint8Array): string[];
  /** What is left when no more bytes come; it may be cut. */
  end(): string[];
}

/** Turns the bytes of server-sent events into the data of each event, wherever the bytes were cut. */
export function readSse(): DataReader {
  const decoder = new TextDecoder();
  let events: string[] = [];
  const parser = createParser({
    maxBufferSize: dataLimit,
    onEvent: ({ data }) => events.push(data),
    onError: ({ type }) => {
      if (type === "max-buffer-size-exceeded") throw problem("reply_not_understood");
    },
  });
  const take = (text: string) => {
    events = [];
    parser.feed(text);
    return events;
  };
  return {
    feed: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end: () => take(`${decoder.decode()}\n\n`),
  };
}
