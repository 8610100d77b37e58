import type { Deployment, OtherWork } from "../../preload/contract/deployments.ts";
import { otherWork } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { statusText } from "./status.tsx";

/** Why a deployment can't be chosen for chat, as a sentence; null where it can. */
export function whyNot({ chat, speaks, status }: Deployment): string | null {
  if (chat.usable) return null;
  const work = otherWork[speaks.what as OtherWork] ?? "";
  return fill(strings.deployments.whyNot[chat.reason], { status: statusText(status), work });
}
