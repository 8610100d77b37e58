import { createHash } from "node:crypto";
import type { Connection } from "../../preload/contract/connections.ts";
import { understood } from "../foundry/endpoints/parse.ts";

/** Where a job is: a resource, whichever of its addresses and projects it is reached by. */
export interface JobHome {
  /** What tells the resource from others: its name, or a host that is not Microsoft's. The built-in sandbox has another port with every start. */
  resource: string;
  host: string;
  project: string | null;
}

/** Where the jobs of a connection are. */
export function homeOf({ endpoint, sandbox }: Pick<Connection, "endpoint" | "sandbox">): JobHome {
  const { resource, prefix, origin, project } = understood(endpoint);
  const { host } = new URL(origin);
  const name = sandbox ? "sandbox" : (resource?.toLowerCase() ?? `${host}${prefix}`);
  return { resource: name, host, project };
}

/** What a job is called here: the same for the same job, by whichever connection it is found. */
export const jobIdHere = (resource: string, jobId: string): string =>
  createHash("sha256").update(`${resource}\n${jobId}`).digest("hex").slice(0, 32);
