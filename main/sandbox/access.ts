import type { IncomingHttpHeaders } from "node:http";
import { Refused } from "./errors.ts";

export interface Credentials {
  apiKey: string;
  token: string;
}

/**
 * Which doors there are: the project takes only a Bearer credential, the resource a key header as well, Azure Resource
 * Manager tokens only.
 */
export type Door = "project" | "resource" | "management";

const looksLikeToken = (value: string) => value.split(".").length === 3;

/**
 * Checks the credential of a request. A project is known to take a token or the key as Bearer; whether it takes
 * the `api-key` header is not known, so it does not here. Throws `Refused`: a wrong key and a wrong token get
 * different bodies, as from the service.
 */
export function checkAccess(headers: IncomingHttpHeaders, door: Door, { apiKey, token }: Credentials): void {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const key = door === "resource" ? headers["api-key"] : undefined;
  if (bearer === token || (door !== "management" && (bearer === apiKey || key === apiKey))) return;
  if (door === "management") throw new Refused("management-token-refused");
  const missing = bearer === undefined && key === undefined;
  throw new Refused(
    (bearer && looksLikeToken(bearer)) || (missing && door === "project") ? "token-refused" : "key-refused",
  );
}
