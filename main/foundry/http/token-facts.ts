import { z } from "zod";
import { parseJson } from "../json.ts";

/** What an access token says of itself, as far as it can be read. It is for its audience to judge; this is to be shown. */
export interface TokenFacts {
  audience: string | null;
  tenantId: string | null;
  /** The account's object id in that directory. */
  objectId: string | null;
  /** Milliseconds since the epoch. */
  expiresAt: number | null;
}

const claims = z.object({
  aud: z.string().nullish().catch(null),
  tid: z.string().nullish().catch(null),
  oid: z
    .string()
    .regex(/^[0-9a-f-]{36}$/i)
    .nullish()
    .catch(null),
  exp: z.number().nullish().catch(null),
});

/** Reads a token's claims (Entra access token reference); all null for one that is not a JWT. */
export function tokenFacts(token: string): TokenFacts {
  const body = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
  const { data } = claims.safeParse(parseJson(body));
  return {
    audience: data?.aud ?? null,
    tenantId: data?.tid ?? null,
    objectId: data?.oid ?? null,
    expiresAt: typeof data?.exp === "number" ? data.exp * 1000 : null,
  };
}
