import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { knownSuffix } from "../endpoints/hosts.ts";

/** What a service says to a request in an API that a deployment does not speak, and which one it speaks then. */
interface Correction {
  from: readonly DialectName[];
  statuses: readonly number[];
  says: RegExp;
  to: DialectName;
}

/** The words of gateways and OpenAI's own service for the API that a model is served by instead. */
const servedBy = (api: string) =>
  new RegExp(
    `\\bonly (?:supported|available|served) (?:in|on|by|with|via|through) (?:the )?/?(?:v1/)?${api}|\\buse (?:the )?(?:/?v1/${api}|${api} (?:api|endpoint))`,
    "i",
  );
const notHere = [400, 404, 405, 422];

/**
 * First match wins. Words: replies of Foundry, recorded and reported (400 `OperationNotSupported` of chat, "The requested
 * operation is unsupported." of the route for models of others, 404 `api_not_supported` of Claude, 400 "Model not
 * supported" of Responses), and those of gateways. What Messages says to other models is not known: a refusal of the API is
 * taken for one. A deployment that is not found says nothing about how it would be spoken to.
 */
const corrections: readonly Correction[] = [
  {
    from: ["chat"],
    statuses: [400],
    says: /\bchat_?completions? operation does not work with the specified model|requested operation is unsupported|\bOperationNotSupported\b.*\bchat_?completions?\b/is,
    to: "responses",
  },
  { from: ["chat", "messages"], statuses: notHere, says: servedBy("responses"), to: "responses" },
  { from: ["chat", "responses"], statuses: notHere, says: servedBy("messages"), to: "messages" },
  { from: ["chat", "responses"], statuses: [404], says: /\bapi_not_supported\b/, to: "messages" },
  { from: ["responses"], statuses: [400], says: /\bmodel (?:is )?not supported\b/i, to: "chat" },
  { from: ["messages"], statuses: [404], says: /\bapi_not_supported\b/, to: "chat" },
];

/** In the place of these, gateways and servers of others may have chat completions only. */
const often: readonly DialectName[] = ["responses", "messages"];

/** The dialect that a deployment speaks instead of the one it was asked in; null where its refusal is about anything else. */
export function correctionOf({ code, raw, parameters }: Diagnosis, from: DialectName): DialectName | null {
  if (!raw || code === "deployment_not_found") return null;
  if (code === "route_not_found" && isOthers(parameters.host ?? ""))
    return often.includes(from) ? "chat" : null;
  const words = `${raw.code ?? ""} ${raw.message ?? ""}`;
  return (
    corrections.find(
      (one) => one.from.includes(from) && one.statuses.includes(raw.status ?? 0) && one.says.test(words),
    )?.to ?? null
  );
}

/** Whether a host, with or without its port, is not Microsoft's. */
const isOthers = (host: string): boolean => knownSuffix(host) === undefined;
