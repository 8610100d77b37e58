import { problem } from "../error.ts";
import { asObject, type JsonObject, parseJson } from "../json.ts";
import { type DataReader, dataLimit, readSse } from "./sse.ts";

/**
 * Reads the body of a chat reply: events, or the one JSON document of a model that does not stream, whatever it was
 * asked. The first character decides, since a gateway may name either as it likes. Throws `reply_not_understood` for
 * anything else, such as the page of a proxy or a sign-in wall.
 */
export function readReply(isAnswer: (document: JsonObject) => boolean): DataReader {
  let reader: DataReader | null = null;
  return {
    feed: (bytes) => {
      reader ??= readerFor(bytes, isAnswer);
      return reader?.feed(bytes) ?? [];
    },
    end: () => reader?.end() ?? [],
  };
}

/** Null while there is only white space. */
function readerFor(bytes: Uint8Array, isAnswer: (document: JsonObject) => boolean): DataReader | null {
  const first = bytes.find((byte) => byte > 0x20);
  if (first === undefined) return null;
  const character = String.fromCharCode(first);
  if (character === "<") throw problem("reply_not_understood");
  return character === "{" ? readDocument(isAnswer) : readSse();
}

function readDocument(isAnswer: (document: JsonObject) => boolean): DataReader {
  const decoder = new TextDecoder();
  let text = "";
  return {
    feed: (bytes) => {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > dataLimit) throw problem("reply_not_understood");
      return [];
    },
    end: () => {
      const document = asObject(parseJson(text));
      if (document && !isAnswer(document) && !("error" in document)) {
        throw problem("reply_not_understood");
      }
      return [text];
    },
  };
}
