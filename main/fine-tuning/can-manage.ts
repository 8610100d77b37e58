import type { Connection } from "../../preload/contract/connections.ts";

/** Whether Azure Resource Manager can be asked over a connection: by a sign-in to a resource that it knows, and at the sandbox. */
export const canManage = ({
  kind,
  resourceId,
  sandbox,
}: Pick<Connection, "kind" | "resourceId" | "sandbox">): boolean =>
  sandbox || (kind === "oauth" && resourceId !== null);
