import { asText, type JsonObject } from "../json.ts";

/**
 * The error that a document is or holds, whatever its status; undefined where it is none. Shapes: `error` (Azure OpenAI),
 * `{"object": "error"}` (vLLM), `{"type": "error"}` (Anthropic), and those of gateways, which have a message, and no
 * answer.
 */
export function errorIn(document: JsonObject): unknown {
  const says = [document.object, document.type, document.status].some((kind) =>
    /\b(?:error|failed)$/i.test(asText(kind)),
  );
  const isOther = ["error", "errors", "detail", "fault", "error_code", "errorCode", "Message"].some((name) =>
    isSaid(document[name]),
  );
  return says || isOther || isFlatError(document) ? document : undefined;
}

/** Whether a member says something: many send each of them with every answer. */
const isSaid = (value: unknown): boolean =>
  typeof value === "object" ? Object.keys(value ?? {}).length > 0 : Boolean(value);

/** What may stand beside an error's message without being a part of an answer or of how it goes on. */
const besides = /^(?:request|trace|correlation)?_?id$|^(?:timestamp|path)$/i;

/** Whether it is a message with the number or the name of a failure, or nothing but a message. */
function isFlatError(document: JsonObject): boolean {
  const { message, msg, error_msg: words = message ?? msg } = document;
  if (typeof words !== "string" || words === "") return false;
  const { code, status, statusCode, status_code, success } = document;
  if (success === false) return true;
  const numbers = [status, statusCode, status_code, code].map(String).filter((one) => /^\d+$/.test(one));
  if (numbers.length > 0) return numbers.some((one) => !/^(?:0+|2\d\d)$/.test(one));
  if (typeof code === "string") return !/^(?:ok|success)?$/i.test(code);
  return Object.keys(document).every((name) => document[name] === words || besides.test(name));
}
