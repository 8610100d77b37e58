import type { Call } from "../../http/send.ts";
import { asText } from "../../json.ts";
import type { Background } from "../dialect.ts";

/** Responses that are made while nobody listens (Azure OpenAI guide to the Responses API, background tasks). */
export const background: Background = {
  pendingIn: ({ id, status }) =>
    status === "queued" || status === "in_progress" ? { id: asText(id), status } : null,
  fetch: (call, id) => ({ ...below(call, id), method: "GET" }),
  cancel: (call, id) => ({ ...below(call, id, "/cancel"), method: "POST" }),
  remove: (call, id) => ({ ...below(call, id), method: "DELETE" }),
};

function below(call: Call, id: string, action = ""): Call {
  const url = new URL(call.url);
  url.pathname = `${url.pathname}/${encodeURIComponent(id)}${action}`;
  return { ...call, url };
}
