import { z } from "zod";
import { connectionNameLimit, deploymentNameLimit, endpointLimit } from "../limits.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { type DialectName, dialectName } from "./dialects.ts";
import { accountId, guidOrName, id } from "./fields.ts";
import { method } from "./method.ts";

/** An endpoint and how to authenticate with it. Holds no secret, only what is known about one. */
export interface Connection {
  id: string;
  name: string;
  /** `none`: a server on this computer that asks for no key. */
  kind: "api_key" | "oauth" | "none";
  /** The account that is signed in; null for a key, and after signing out. */
  account: { id: string; username: string } | null;
  /** The endpoint as it was understood: origin and path, with a query only where the address of chat was given in full. */
  endpoint: string;
  /** True for the built-in sandbox, whose key and port belong to the running process. */
  sandbox: boolean;
  /** `stored`: encrypted on disk. `session`: in memory until the app ends. `missing`: has to be entered. `unreadable`: on disk, but the keyring would not open it. `none`: none is asked for. */
  key: SecretState;
  /** Whether it is a server of models on this computer. */
  isLocal: boolean;
  /** The one that screens begin with. */
  isDefault: boolean;
  createdAt: number;
  /** The dated api-version of chat; the newest one without a preview where null. */
  apiVersion: string | null;
  /** The header the key goes in; the service's own where null. */
  keyHeader: string | null;
  /** Names of the headers sent besides. Their values are kept with the key. */
  extraHeaders: string[];
  /** A deployment the person named, since no list may have it. */
  deployment: string | null;
  /** The API that the pasted address was of; absent where it said nothing. */
  dialect?: DialectName;
  /** Set where the host is not Microsoft's: the person confirmed it by name. */
  gateway: Gateway | null;
  /** Its id in Azure, where it was found by the account: what Azure Resource Manager is asked by. */
  resourceId: string | null;
}

export interface Gateway {
  /** Scheme, host and port; the host in punycode. */
  origin: string;
  /** Whether Microsoft sign-in tokens may go there too. */
  tokens: boolean;
}

export type SecretState = "stored" | "session" | "missing" | "unreadable" | "none";

/** What is known of one kept secret. Times in milliseconds since the epoch. */
export interface SecretInfo {
  connectionId: string;
  connectionName: string;
  kind: Connection["kind"];
  state: SecretState;
  /** The keyring that encrypted it; null while it is in memory only. */
  backend: string | null;
  madeAt: number;
  usedAt: number | null;
}

/** What a pasted endpoint turned out to be, piece by piece. */
export interface UnderstoodEndpoint {
  /** `machine_learning`: an Azure Machine Learning online endpoint, another product, which lists no deployments. `gateway`: a host that is not Microsoft's. `local`: this computer, where something stands in for a resource. `local_server`: a server of models on this computer that speaks OpenAI's API. */
  kind: "project" | "resource" | "machine_learning" | "local" | "local_server" | "gateway";
  /** Normalised: what is stored and used. */
  endpoint: string;
  /** Scheme, host and port; the host in punycode. */
  origin: string;
  /** The path that a gateway puts before the service's own; empty where there is none. */
  prefix: string;
  resource: string | null;
  project: string | null;
  /** The address of chat where the person gave it, which is asked as it stands before any other; absent where it is made from the rest. */
  chat?: string;
  /** The API that the address is of, for deployments of which nothing else is known; absent where it says nothing. */
  dialect?: DialectName;
  /** What else the pasted text named. */
  deployment: string | null;
  apiVersion: string | null;
}

export type Understanding = { ok: true; endpoint: UnderstoodEndpoint } | { ok: false; diagnosis: Diagnosis };

const endpointText = z.string().max(endpointLimit);
const deployment = z.string().trim().min(1).max(deploymentNameLimit).nullable();
/** The API that the address was of, where it does not say so any more. */
const dialect = dialectName.optional();
/** The host that the person confirmed by name, where it is not Microsoft's. */
const confirmedHost = z.string().max(300).nullable();
/** The schema of an api-version. */
export const apiVersion = z.string().regex(/^\d{4}-\d{2}-\d{2}(-preview)?$/);
/** The schema of a header's name: not those that steer the connection itself, nor the body's. */
export const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .refine((name) => !/^(host|content-.*|connection|transfer-encoding|upgrade|cookie)$/i.test(name));
/** At most ten, as the service takes (Foundry quotas and limits). */
const extraHeaders = z
  .record(headerName, z.string().regex(/^[\x20-\x7e]{1,2000}$/))
  .refine((headers) => Object.keys(headers).length <= 10);
const options = {
  apiVersion: apiVersion.nullable(),
  keyHeader: headerName.nullable(),
};

/** An endpoint, and the key that opens it. */
export const keyInput = z.strictObject({
  endpoint: endpointText,
  /** Null for a server on this computer that asks for none. */
  key: z.string().min(1).max(4000).nullable(),
  ...options,
  extraHeaders: extraHeaders.optional(),
  deployment,
  dialect,
  confirmedHost,
});

/** An endpoint, and the account that opens it. */
export const accountInput = z.strictObject({
  endpoint: endpointText,
  accountId,
  apiVersion: apiVersion.nullable(),
  deployment,
  dialect,
  confirmedHost,
  /** Whether the person has agreed besides that the account's tokens go to that host. */
  letTokens: z.boolean().optional(),
  /** The directory whose tokens it takes, by id or domain, where a person has chosen one. */
  directory: guidOrName.optional(),
  /** Where and as what it was found, when it was. */
  found: z
    .strictObject({
      tenantId: z.guid(),
      resourceId: z
        .string()
        .max(1000)
        .regex(/^(\/(?!\.+(\/|$))[\w.()-]+)+$/),
    })
    .optional(),
});

export const connections = {
  "connections.list": method<Connection[]>()(z.void()),
  "connections.understand": method<Understanding>()(z.strictObject({ endpoint: endpointText })),
  /**
   * Tests the endpoint with the key and, only when that succeeds, saves both and lists the deployments.
   * The same endpoint again keeps its connection and takes the new key. Without `extraHeaders` those that are there stay.
   */
  "connections.connect": method<Connection>()(keyInput),
  /** The same with an account that is signed in, in the place of a key. */
  "connections.connectAccount": method<Connection>()(accountInput),
  /** Stops a running `connections.connect`; the call then fails with `cancelled`. */
  "connections.cancel": method<void>()(z.void()),
  "connections.rename": method<Connection>()(
    z.strictObject({ id, name: z.string().trim().min(1).max(connectionNameLimit) }),
  ),
  "connections.configure": method<Connection>()(z.strictObject({ id, ...options })),
  /** Lets Microsoft sign-in tokens go to a connection's gateway, or no longer. */
  "connections.allowTokens": method<Connection>()(z.strictObject({ id, allowed: z.boolean() })),
  /** Forgets the key and keeps the endpoint. */
  "connections.disconnect": method<Connection>()(z.strictObject({ id })),
  "connections.makeDefault": method<Connection>()(z.strictObject({ id })),
  /** Takes a connection away; until the app ends it can be restored. */
  "connections.remove": method<void>()(z.strictObject({ id })),
  "connections.restore": method<Connection>()(z.strictObject({ id })),
  /** Starts the built-in sandbox, if it is not running, and gives its connection. */
  "connections.sandbox": method<Connection>()(z.void()),
  /** Every kept secret, without the secret. */
  "connections.secrets": method<SecretInfo[]>()(z.void()),
};

export type ConnectionEvents = {
  "connections.changed": Connection[];
};
