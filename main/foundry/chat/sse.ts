import { createParser } from "eventsource-parser";
import { problem } from "../error.ts";
import { errorIn } from "../http/error-body.ts";
import { asObject, parseJson } from "../json.ts";

/** Characters that may be held back for one unfinished event; more is no answer of the service. */
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

/** Turns the text of server-sent events into the data of each event, wherever it was cut. */
export function readSse(): DataReader<string> {
  let events: string[] = [];
  const parser = createParser({
    maxBufferSize: dataLimit,
    onEvent: ({ event, data }) => {
      if (event === "error") events.push(asError(data));
      else if (isSeveral(data)) events.push(...data.split("\n"));
      else events.push(data);
    },
    onError: ({ type }) => {
      if (type === "max-buffer-size-exceeded") throw problem("reply_not_understood");
    },
  });
  const take = (text: string) => {
    events = [];
    parser.feed(text);
    return events;
  };
  return { feed: take, end: () => take("\n\n"), isWhole: () => false };
}

/** Whether each line is the data of an event of its own: some gateways drop the empty lines between events. */
const isSeveral = (data: string): boolean =>
  data.includes("\n") && asObject(parseJson(data.slice(0, data.indexOf("\n")))) !== null;

/** The data of an event that its name alone calls an error, as one that says so itself. */
function asError(data: string): string {
  const said = parseJson(data);
  const document = asObject(said);
  return document && errorIn(document) !== undefined ? data : JSON.stringify({ error: said ?? data });
}
