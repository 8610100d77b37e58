import { createParser } from "eventsource-parser";
import { problem } from "../error.ts";
import { errorIn } from "../http/error-in.ts";
import { asObject, parseJson } from "../json.ts";

/** Characters that may be held back for one unfinished event of text; more is no answer of the service. */
export const dataLimit = 8 * 1024 * 1024;

/** Takes what arrives of a reply, cut anywhere, and gives the data it carries. */
export interface DataReader<Piece> {
  /** The data this completes. Throws `reply_not_understood` for what does not end. */
  feed(piece: Piece): string[];
  /** What is left when nothing more comes; it may be cut. */
  end(): string[];
  /** Whether what came is complete by itself, so that nothing can have been cut from it. */
  isWhole(): boolean;
}

/** Turns the text of server-sent events, each of at most `longest` characters, into the data of each, wherever it was cut. */
export function readSse(longest = dataLimit): DataReader<string> {
  let events: string[] = [];
  const parser = createParser({
    maxBufferSize: longest,
    onEvent: ({ event = "", data }) => events.push(isErrorName(event) ? asError(data) : data),
    onError: ({ type, line = "" }) => {
      if (type === "max-buffer-size-exceeded") throw problem("reply_not_understood");
      // What fails behind a gateway is written into the stream as it is.
      if (isError(line)) events.push(line);
    },
  });
  const take = (text: string) => {
    events = [];
    parser.feed(text);
    return events;
  };
  return { feed: take, end: () => take("\n\n"), isWhole: () => false };
}

/** Whether the data of an event is the mark after the last one: of chat completions, and of gateways whatever they serve. */
export const isDoneMark = (data: string): boolean => data.startsWith("[DONE]");

/** Whether the name of an event is an error's. Its last letter tells most apart: this runs for every token. */
const isErrorName = (name: string): boolean =>
  "rndRND".includes(name.charAt(name.length - 1)) && /\b(?:error|exception|failed)$/i.test(name);

/** The data of the events that are in one, each in its line: some gateways drop the empty lines between events. */
export function eventsIn(data: string): string[] {
  const lines = data.split("\n");
  return lines.length > 1 && asObject(parseJson(lines[0] ?? "")) ? lines : [data];
}

/** The data of an event that its name alone calls an error, as one that says so itself. */
const asError = (data: string): string =>
  isError(data) ? data : JSON.stringify({ error: parseJson(data) ?? data });

function isError(data: string): boolean {
  const document = data.startsWith("{") ? asObject(parseJson(data)) : null;
  return document !== null && errorIn(document) !== undefined;
}
