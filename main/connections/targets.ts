import { randomUUID } from "node:crypto";
import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { Management } from "../foundry/deployments/arm.ts";
import type { Managed } from "../foundry/deployments/list.ts";
import { type Credential, refusal, type Token } from "../foundry/endpoints/credentials.ts";
import { understood } from "../foundry/endpoints/parse.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch, Target } from "../foundry/http/send.ts";
import type { Identity } from "../identity/identity.ts";
import type { Secrets } from "../storage/secrets.ts";
import { endpointOf } from "./endpoint-of.ts";
import { type KeptAccount, type KeptKey, readAccount, readKey } from "./keys.ts";
import { newConnection } from "./new-connection.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import type { StoredConnection } from "./store.ts";

/** Whom to ask and with what, for each kind of connection. */
export interface Targets {
  /** Throws `key_missing`, `key_unreadable`, `sign_in_expired`, `sandbox_failed`, and why a host may not have the credential. */
  of(connection: StoredConnection): Promise<Target>;
  /** The same with a key that is not kept yet. */
  withKey(connection: StoredConnection, key: KeptKey): Target;
  withAccount(connection: StoredConnection, account: KeptAccount): Target;
  /** The same for a server on this computer that asks for no key. */
  withNothing(connection: StoredConnection): Target;
  /** Azure Resource Manager, with the tokens of an account in a directory. */
  management(accountId: string, tenantId: string | null): Management;
  /** The same for the resource of a connection, the sandbox's own for its; null for one that was not found by it. */
  managedOf(connection: StoredConnection): Promise<Managed | null>;
  /** The running sandbox, started if it is not. */
  sandbox(connection?: StoredConnection): Promise<Target>;
  /** The key that is kept, with what goes along with it. */
  key(connection: StoredConnection): Promise<KeptKey>;
}

/** Only a server on this computer may be asked without a credential. */
const isHere = ({ kind }: UnderstoodEndpoint) => kind === "local_server" || kind === "local";

/** `changed` is called when the keyring's answer has changed what is known of a key. */
export function createTargets(parts: {
  secrets: Secrets;
  sandbox: SandboxProcess;
  identity: Pick<Identity, "credential" | "cloud" | "resourceManager">;
  fetch: Fetch;
  changed: () => void;
}): Targets {
  const { secrets, sandbox, identity, fetch, changed } = parts;

  const to = (connection: StoredConnection, credential: Credential): Target => {
    const endpoint = endpointOf(connection);
    if (credential.kind === "none" && !isHere(endpoint)) throw problem("key_missing");
    const refused = refusal(new URL(endpoint.endpoint), credential.kind, connection.gateway);
    if (refused) throw new FoundryError(refused);
    const { gateway, apiVersion } = connection;
    return { endpoint, credential, consent: gateway, apiVersion, fetch };
  };

  const key = async (connection: StoredConnection) => {
    const before = secrets.state(connection.id);
    try {
      return await readKey(secrets, connection);
    } finally {
      if (secrets.state(connection.id) !== before) changed();
    }
  };

  const withKey = (connection: StoredConnection, kept: KeptKey) =>
    to(connection, { kind: "api_key", header: connection.keyHeader ?? undefined, ...kept });
  const withAccount = (connection: StoredConnection, { accountId, tenantId, tokens }: KeptAccount) => {
    const gateway = connection.gateway && { ...connection.gateway, tokens };
    return to({ ...connection, gateway }, identity.credential(accountId, tenantId));
  };

  const withNothing = (connection: StoredConnection) => to(connection, { kind: "none" });

  const management = (accountId: string, tenantId: string | null): Management => {
    const audience = identity.cloud().management;
    const origin = new URL(identity.resourceManager()).origin;
    return { origin, audience, credential: identity.credential(accountId, tenantId), consent: null, fetch };
  };

  const sandboxed = async (connection?: StoredConnection) => {
    const { projectEndpoint, apiKey } = await sandbox.ensure();
    const begun = connection ?? newConnection(randomUUID(), understood(projectEndpoint));
    return to({ ...begun, endpoint: projectEndpoint }, { kind: "api_key", secret: apiKey });
  };

  const managedSandbox = async (): Promise<Managed> => {
    const { projectEndpoint, token, resourceId } = await sandbox.ensure();
    const { origin } = new URL(projectEndpoint);
    const credential: Token = { kind: "token", for: async () => token };
    return { asked: { origin, audience: origin, credential, consent: null, fetch }, resourceId };
  };

  return {
    key,
    withKey,
    withAccount,
    withNothing,
    management,
    managedOf: async (connection) => {
      const { resourceId, kind } = connection;
      if (connection.sandbox) return managedSandbox();
      if (resourceId === null || kind !== "oauth") return null;
      const { accountId, tenantId } = await readAccount(secrets, connection);
      return { asked: management(accountId, tenantId), resourceId };
    },
    sandbox: sandboxed,
    of: async (connection) => {
      if (connection.sandbox) return sandboxed(connection);
      if (connection.kind === "none") return withNothing(connection);
      if (connection.kind === "api_key") return withKey(connection, await key(connection));
      return withAccount(connection, await readAccount(secrets, connection));
    },
  };
}
