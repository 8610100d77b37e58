import type { DeploymentStatus } from "../../preload/contract/deployments.ts";
import { strings } from "../../preload/strings/en.ts";

/** A status as people read it; one that is new to the app is shown as the service wrote it. */
export const statusText = (status: DeploymentStatus): string =>
  strings.deployments.statuses[status] ?? status;

const looks: Record<string, string> = { succeeded: "ok", running: "warn", unknown: "unknown" };

/** A status with its shape and its word. */
export function StatusWord({ status }: { status: DeploymentStatus }) {
  return <span className={`status ${looks[status] ?? "danger"}`}>{statusText(status)}</span>;
}
