import { z } from "zod";
import type { Connection } from "../../preload/contract/connections.ts";
import type { ApiKey } from "../foundry/credentials.ts";
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
