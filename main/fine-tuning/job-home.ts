import { createHash } from "node:crypto";
import type { Connection } from "../../preload/contract/connections.ts";
import { understandEndpoint } from "../foundry/endpoints/parse.ts";

/** Where a job is: a resource, whichever of its addresses and projects it is reached by. */
export interface JobHome {
  /** What tells the resource from others: its name, or a host that is not Microsoft's. The built-in sandbox has another port with every start. */
  resource: string;
  host: string;
  project: string | null;
}

/** Where the jobs of a connection are. An endpoint from before that is no longer understood is a host by itself. */
export function homeOf({ endpoint, sandbox }: Pick<Connection, "endpoint" | "sandbox">): JobHome {
  const { host } = new URL(endpoint);
  const understanding = understandEndpoint(endpoint);
  if (!understanding.ok) return { resource: host, host, project: null };
  const { resource, prefix, project } = understanding.endpoint;
  const name = sandbox ? "sandbox" : (resource?.toLowerCase() ?? `${host}${prefix}`);
  return { resource: name, host, project };
}

/** What a job is called here: the same for the same job, by whichever connection it is found. */
export const jobIdHere = (resource: string, jobId: string): string =>
  createHash("sha256").update(`${resource}\n${jobId}`).digest("hex").slice(0, 32);
