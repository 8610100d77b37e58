import { segment } from "../../endpoints/segment.ts";
import { problem } from "../../error.ts";
import type { Call } from "../../http/send.ts";
import { asText } from "../../json.ts";
import type { Background } from "../dialect.ts";

/** The words for a response on which nobody works any more (Responses API reference). */
const over: readonly string[] = ["completed", "incomplete", "failed", "cancelled"];
/** Characters of an id. Those of gateways have other ids in them; more would be no part of an address. */
const longestId = 2000;

/** Responses that are made while nobody listens (Azure OpenAI guide to the Responses API, background tasks). */
export const background: Background = {
  workIn: ({ object, id, status }) =>
    object === "response"
      ? {
          id: asText(id),
          // Whatever else it is called, it has not ended.
          status: status === "queued" ? status : "in_progress",
          isOver: over.includes(asText(status)),
        }
      : null,
  isId: (id) => id.length <= longestId && segment(id) !== null,
  fetch: (call, id) => ({ ...below(call, id), method: "GET" }),
  cancel: (call, id) => ({ ...below(call, id, "/cancel"), method: "POST" }),
  remove: (call, id) => ({ ...below(call, id), method: "DELETE" }),
};

/** An address below that of all responses. A name that leads to another one is none of a response. */
function below(call: Call, id: string, action = ""): Call {
  const name = segment(id);
  if (name === null) throw problem("reply_not_understood");
  const url = new URL(call.url);
  url.pathname = `${url.pathname}/${name}${action}`;
  return { ...call, url };
}
