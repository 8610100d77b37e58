import { z } from "zod";
import type { Diagnosis } from "./diagnosis.ts";
import { method } from "./method.ts";

/** An endpoint and how to authenticate with it. Holds no secret, only what is known about one. */
export interface Connection {
  id: string;
  name: string;
  kind: "api_key";
  /** The endpoint as it was understood: origin and path, no query. */
  endpoint: string;
  /** True for the built-in sandbox, whose key and port belong to the running process. */
  sandbox: boolean;
  /** `stored`: encrypted on disk. `session`: in memory until the app ends. `missing`: has to be entered. `unreadable`: on disk, but the keyring would not open it. */
  key: "stored" | "session" | "missing" | "unreadable";
  /** The one that screens begin with. */
  isDefault: boolean;
  createdAt: number;
}

/** What a pasted endpoint turned out to be, piece by piece. */
export interface UnderstoodEndpoint {
  /** `machine_learning`: an Azure Machine Learning online endpoint, another product, which lists no deployments. */
  kind: "project" | "resource" | "machine_learning" | "local" | "unknown";
  /** Normalised: what is stored and used. */
  endpoint: string;
  resource: string | null;
  project: string | null;
  path: string;
  /** What else the pasted text named. */
  deployment: string | null;
  apiVersion: string | null;
}

export type Understanding = { ok: true; endpoint: UnderstoodEndpoint } | { ok: false; diagnosis: Diagnosis };

const id = z.string().min(1).max(64);
const endpointText = z.string().max(4000);

export const connections = {
  "connections.list": method<Connection[]>()(z.void()),
  "connections.understand": method<Understanding>()(z.strictObject({ endpoint: endpointText })),
  /**
   * Tests the endpoint with the key and, only when that succeeds, saves both and lists the deployments.
   * The same endpoint again keeps its connection and takes the new key.
   */
  "connections.connect": method<Connection>()(
    z.strictObject({ endpoint: endpointText, key: z.string().min(1).max(4000) }),
  ),
  /** Stops a running `connections.connect`; the call then fails with `cancelled`. */
  "connections.cancel": method<void>()(z.void()),
  "connections.rename": method<Connection>()(z.strictObject({ id, name: z.string().trim().min(1).max(120) })),
  /** Forgets the key and keeps the endpoint. */
  "connections.disconnect": method<Connection>()(z.strictObject({ id })),
  "connections.makeDefault": method<Connection>()(z.strictObject({ id })),
  /** Takes a connection away; until the app ends it can be restored. */
  "connections.remove": method<void>()(z.strictObject({ id })),
  "connections.restore": method<Connection>()(z.strictObject({ id })),
  /** Starts the built-in sandbox, if it is not running, and gives its connection. */
  "connections.sandbox": method<Connection>()(z.void()),
};

export type ConnectionEvents = {
  "connections.changed": Connection[];
};
