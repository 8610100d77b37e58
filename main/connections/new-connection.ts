import type { Gateway, UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import { usualProduct } from "../foundry/deployments/local-servers.ts";
import type { StoredConnection } from "./store.ts";

/** The gateway that a person confirmed by its name; null for any other host. */
export function confirmed({ kind, origin }: UnderstoodEndpoint, host: string | null): Gateway | null {
  return kind === "gateway" && host === new URL(origin).host ? { origin, tokens: false } : null;
}

/** A connection to an endpoint that nothing else is set for yet. */
export const newConnection = (id: string, endpoint: UnderstoodEndpoint): StoredConnection => ({
  id,
  name: nameOf(endpoint),
  kind: "api_key",
  account: null,
  endpoint: endpoint.endpoint,
  sandbox: false,
  isDefault: false,
  createdAt: Date.now(),
  apiVersion: null,
  keyHeader: null,
  extraHeaders: [],
  deployment: null,
  gateway: null,
  resourceId: null,
  ...(endpoint.dialect && { dialect: endpoint.dialect }),
});

const nameOf = ({ kind, resource, project, endpoint, origin }: UnderstoodEndpoint) => {
  const product = kind === "local_server" ? usualProduct(origin) : null;
  const place = resource ?? product ?? new URL(endpoint).host;
  return project === null ? place : `${place} / ${project}`;
};
