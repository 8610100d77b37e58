import { type Credential, refusal } from "../foundry/endpoints/credentials.ts";
import { isLoopback } from "../foundry/endpoints/hosts.ts";
import { localServerOf, understandEndpoint } from "../foundry/endpoints/parse.ts";
import { FoundryError } from "../foundry/error.ts";
import type { Fetch, Target } from "../foundry/http/send.ts";
import type { ConnectionConfig } from "./config.ts";
import { CommandError } from "./failure.ts";

type Variables = Record<string, string | undefined>;

/** In the place of the key of a server on this computer that asks for other headers only. */
const noKey = "none";

/**
 * Whom to ask by a connection of a config, with what the environment's variables hold. Throws a `CommandError` for a
 * variable that is not set, and why an endpoint may not have the credential.
 */
export function targetOf(
  alias: string,
  connection: ConnectionConfig,
  variables: Variables,
  fetch: Fetch,
): Target {
  const understanding = understandEndpoint(connection.endpoint);
  if (!understanding.ok) throw new FoundryError(understanding.diagnosis);
  const { keyFrom, tokenFrom } = connection;
  const hasNothing = keyFrom === undefined && tokenFrom === undefined;
  // Only servers of models are asked without a key, so a bare port is taken for one.
  const endpoint = (hasNothing ? localServerOf(understanding.endpoint) : null) ?? understanding.endpoint;
  const url = new URL(endpoint.endpoint);
  const { gateway } = connection;
  if (gateway !== undefined && gateway !== url.host) {
    throw new CommandError("gateway", { alias, host: gateway, actual: url.host });
  }
  const consent = gateway === undefined ? null : { origin: url.origin, tokens: true };
  const credential = credentialOf(alias, connection, url, variables);
  const refused = refusal(url, credential.kind, consent);
  if (refused) throw new FoundryError(refused);
  return { endpoint, credential, consent, apiVersion: connection.apiVersion ?? null, fetch };
}

function credentialOf(
  alias: string,
  { keyFrom, tokenFrom, keyHeader, headersFrom = {} }: ConnectionConfig,
  url: URL,
  variables: Variables,
): Credential {
  const valueIn = (name: string) => {
    const value = variables[name]?.trim();
    if (!value) throw new CommandError("variableMissing", { name, alias });
    return value;
  };
  if (keyFrom !== undefined && tokenFrom !== undefined) throw new CommandError("twoCredentials", { alias });
  if (tokenFrom !== undefined) {
    const token = valueIn(tokenFrom);
    return { kind: "token", for: async () => token };
  }
  if (keyFrom === undefined && !isLoopback(url.hostname)) throw new CommandError("noCredential", { alias });
  if (keyFrom === undefined && Object.keys(headersFrom).length === 0) return { kind: "none" };
  return {
    kind: "api_key",
    secret: keyFrom === undefined ? noKey : valueIn(keyFrom),
    header: keyHeader,
    extraHeaders: Object.fromEntries(
      Object.entries(headersFrom).map(([header, name]) => [header, valueIn(name)]),
    ),
  };
}
