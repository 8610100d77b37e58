import type { IncomingHttpHeaders } from "node:http";
import { Refused } from "./errors.ts";

export interface Credentials {
  apiKey: string;
  token: string;
}

/**
 * Which doors there are: the project takes only a Bearer credential, the resource a key header as well, Anthropic's models
 * the same under another name, Azure Resource Manager tokens only.
 */
export type Door = "project" | "resource" | "anthropic" | "management";

/** Of Anthropic's models the header of the others is said to be taken, and was measured to be refused. */
const keyHeaders: Partial<Record<Door, string>> = { resource: "api-key", anthropic: "x-api-key" };

const looksLikeToken = (value: string) => value.split(".").length === 3;

/**
 * Checks the credential of a request. A project is known to take a token or the key as Bearer; whether it takes
 * the `api-key` header is not known, so it does not here. Throws `Refused`: a wrong key and a wrong token get
 * different bodies, as from the service.
 */
export function checkAccess(headers: IncomingHttpHeaders, door: Door, { apiKey, token }: Credentials): void {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const key = headers[keyHeaders[door] ?? ""];
  if (bearer === token || (door !== "management" && (bearer === apiKey || key === apiKey))) return;
  if (door === "management") throw new Refused("management-token-refused");
  const missing = bearer === undefined && key === undefined;
  throw new Refused(
    (bearer && looksLikeToken(bearer)) || (missing && door === "project") ? "token-refused" : "key-refused",
  );
}
