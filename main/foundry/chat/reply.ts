import { errorIn } from "../http/error-in.ts";
import { asObject, parseJson } from "../json.ts";
import type { Dialect } from "./dialect.ts";
import { splitValues } from "./json-values.ts";
import { type DataReader, dataLimit, eventsIn, isDoneMark, readSse } from "./sse.ts";

/** What of a dialect tells replies apart. */
type Marks = Pick<Dialect, "isAnswer" | "isWhole" | "longestEvent">;

/** Makes the error of a reply that is none of the service's, of how it begins. */
type NotUnderstood = (beginning: string) => Error;

/**
 * Reads the body of a chat reply: events, the one JSON document of a model that does not stream, or JSON in lines or in a
 * list, as gateways make of a stream. The first character decides, since a gateway may name each as it likes. Throws for
 * anything else, such as the page of a proxy or a sign-in wall.
 */
export function readReply(dialect: Marks, notUnderstood: NotUnderstood): DataReader<Uint8Array> {
  const decoder = new TextDecoder();
  let beginning = "";
  let reader: DataReader<string> | null = null;
  const refuse = () => notUnderstood(beginning);

  const take = (text: string): string[] => {
    if (beginning.length < beginningLimit)
      beginning = (beginning + text).trimStart().slice(0, beginningLimit);
    if (beginning === "") return [];
    reader ??= readerFor(beginning, dialect, refuse);
    return reader.feed(text);
  };

  return {
    feed: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end: () => {
      const rest = take(decoder.decode());
      return reader ? [...rest, ...reader.end()] : rest;
    },
    isWhole: () => reader?.isWhole() ?? false,
  };
}

/** Characters of a reply that are kept to show what it is. */
const beginningLimit = 2000;

function readerFor(beginning: string, dialect: Marks, refuse: () => Error): DataReader<string> {
  if (beginning.startsWith("<")) throw refuse();
  if (/^[{[]/.test(beginning)) return readValues(dialect, refuse);
  const sse = readSse(dialect.longestEvent);
  return {
    ...sse,
    end: () => {
      if (!isEvent(beginning)) throw refuse();
      // Half an event is what a cut leaves behind.
      return sse
        .end()
        .flatMap(eventsIn)
        .filter((data) => isDoneMark(data) || parseJson(data) !== undefined);
    },
  };
}

/** Whether a reply begins with a field of server-sent events or a comment (WHATWG HTML, 9.2.6), or may still do so. */
const isEvent = (beginning: string): boolean =>
  /^(?:data|event|id|retry)?:/.test(beginning) ||
  ["data", "event", "id", "retry"].some((field) => field.startsWith(beginning));

/** The first value shows whether it is an answer at all. A document is whole, and so is a list with its end; lines may lack some. */
function readValues(
  { isAnswer, isWhole, longestEvent = dataLimit }: Marks,
  refuse: () => Error,
): DataReader<string> {
  const splitter = splitValues(refuse);
  let isFirst = true;
  let isDocument = false;
  return {
    feed: (text) => {
      const values = splitter.feed(text);
      if (splitter.held() > longestEvent) throw refuse();
      if (isFirst && values[0] !== undefined) {
        const document = asObject(parseJson(values[0]));
        if (!document || !(isAnswer(document) || errorIn(document) !== undefined)) throw refuse();
        isFirst = false;
        isDocument = isWhole(document);
      }
      return values;
    },
    end: () => {
      if (isFirst && splitter.isWhole()) throw refuse();
      return splitter.end();
    },
    isWhole: () => splitter.isWhole() && (splitter.isList() || isDocument),
  };
}
