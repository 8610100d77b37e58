import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import { understood } from "../foundry/endpoints/parse.ts";
import type { StoredConnection } from "./store.ts";

/** The endpoint of a connection, with the API that its address was of when it was pasted. Throws why it is none. */
export function endpointOf({
  endpoint,
  dialect,
}: Pick<StoredConnection, "endpoint" | "dialect">): UnderstoodEndpoint {
  return { ...understood(endpoint), ...(dialect && { dialect }) };
}
