import { z } from "zod";
import type { Connection } from "../../preload/contract/connections.ts";
import type { ApiKey } from "../foundry/endpoints/credentials.ts";
import { problem } from "../foundry/error.ts";
import type { Secrets } from "../storage/secrets.ts";

/** A key with what a gateway wants besides, which may be as secret. */
export type KeptKey = Pick<ApiKey, "secret"> & { extraHeaders: Record<string, string> };

const kept = z.object({ secret: z.string(), extraHeaders: z.record(z.string(), z.string()) });

/** Keeps the key of a connection, for its endpoint's origin only. */
export function keepKey(secrets: Secrets, id: string, key: KeptKey, endpoint: string): Promise<void> {
  return secrets.keep(id, JSON.stringify(key), new URL(endpoint).origin);
}

/** The key of a connection. Throws `key_missing`, or `key_unreadable` where the keyring did not open it. */
export async function readKey(
  secrets: Secrets,
  { id, endpoint }: Pick<Connection, "id" | "endpoint">,
): Promise<KeptKey> {
  const text = await secrets.read(id, new URL(endpoint).origin);
  if (text !== null) return kept.parse(JSON.parse(text));
  throw problem(secrets.state(id) === "unreadable" ? "key_unreadable" : "key_missing");
}

/** Which account asks an endpoint, and whether its tokens may go to the gateway there. */
export interface KeptAccount {
  accountId: string;
  /** The directory whose tokens it takes; the account's own where null. */
  tenantId: string | null;
  tokens: boolean;
}

const keptAccount = z.object({
  accountId: z.string(),
  tenantId: z.string().nullable().default(null),
  tokens: z.boolean(),
});

/**
 * Keeps what a person has agreed to for an account, for the endpoint's origin only: who changes an endpoint or a consent
 * in the database gets no token.
 */
export function keepAccount(
  secrets: Secrets,
  { id, endpoint }: Pick<Connection, "id" | "endpoint">,
  account: KeptAccount,
): Promise<void> {
  return secrets.keep(id, JSON.stringify(account), new URL(endpoint).origin);
}

/**
 * What was agreed to. Throws `sign_in_expired` where nothing was for this account and endpoint, and `sign_in_not_kept`
 * where it was for an earlier session only.
 */
export async function readAccount(
  secrets: Secrets,
  { id, endpoint, account }: Pick<Connection, "id" | "endpoint" | "account">,
): Promise<KeptAccount> {
  const text = await secrets.read(id, new URL(endpoint).origin);
  if (account && secrets.state(id) === "missing") throw problem("sign_in_not_kept");
  const kept = text === null ? null : keptAccount.parse(JSON.parse(text));
  if (!account || kept?.accountId !== account.id) throw problem("sign_in_expired");
  return kept;
}
