import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { knownSuffix } from "../endpoints/hosts.ts";

/** What a service says to a request in an API that a deployment does not speak, and which one it speaks then. */
interface Correction {
  from: readonly DialectName[];
  status: number;
  says: RegExp;
  to: DialectName;
}

/**
 * First match wins. Words: replies of Foundry, recorded and reported (400 `OperationNotSupported` of chat, "The requested
 * operation is unsupported." of the route for models of others, 404 `api_not_supported` of Claude, 400 "Model not
 * supported" of Responses). A deployment that is not found says nothing about how it would be spoken to.
 */
const corrections: readonly Correction[] = [
  {
    from: ["chat"],
    status: 400,
    says: /\bchat_?completions? operation does not work with the specified model|requested operation is unsupported|\bOperationNotSupported\b.*\bchat_?completions?\b/is,
    to: "responses",
  },
  {
    from: ["chat"],
    status: 400,
    says: /\bonly (?:supported|available|served) (?:in|on|by|with|via|through) (?:the )?\/?(?:v1\/)?responses|\buse (?:the )?(?:\/?v1\/responses|responses (?:api|endpoint))/i,
    to: "responses",
  },
  { from: ["chat", "responses"], status: 404, says: /\bapi_not_supported\b/, to: "messages" },
  { from: ["responses"], status: 400, says: /\bmodel (?:is )?not supported\b/i, to: "chat" },
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
    corrections.find((one) => one.from.includes(from) && one.status === raw.status && one.says.test(words))
      ?.to ?? null
  );
}

/** Whether a host, with or without its port, is not Microsoft's. */
const isOthers = (host: string): boolean => knownSuffix(host) === undefined;
