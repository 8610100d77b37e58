import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { FoundryError } from "../error.ts";
import { asObject, parseJson } from "../json.ts";

/** A token that was refused until it proves more; `claims` is what has to be asked for, as JSON. */
export class ClaimsChallenge extends FoundryError {
  readonly claims: string;

  constructor(diagnosis: Diagnosis, claims: string) {
    super(diagnosis);
    this.claims = claims;
  }
}

/** Characters of a challenge that are read. */
const limit = 8000;

/**
 * What a refused token has to prove, as the header `www-authenticate` says (claims challenge of Microsoft Entra:
 * `error="insufficient_claims", claims="base64"`); null where it is no such challenge, or not understood.
 */
export function challengeIn(status: number, headers: Headers): string | null {
  const said = headers.get("www-authenticate") ?? "";
  if (status !== 401 || said.length > limit || !/error="?insufficient_claims"?/i.test(said)) return null;
  const encoded = /claims="([A-Za-z0-9+/_=-]+)"/i.exec(said)?.[1];
  if (encoded === undefined) return null;
  const claims = Buffer.from(encoded, "base64").toString("utf8");
  const asked = asObject(parseJson(claims));
  // Claims are asked for by kind of token, each an object (OpenID Connect, 5.5): MSAL stumbles over anything else.
  return asked && Object.values(asked).every((of) => asObject(of)) ? claims : null;
}
