import { evaluationFiles } from "../../preload/strings/evaluation-files.ts";
import type { Verification } from "../evaluations/files/format/unpack.ts";
import { CommandError } from "./failure.ts";

/** Throws a `CommandError` where a report was changed after it was sealed. */
export function refuseChanged(file: string, verification: Verification): void {
  const parts = changedParts(verification);
  if (parts.length > 0) throw new CommandError("sealBroken", { file, parts: parts.join(", ") });
}

/** What was changed after it was sealed, in words. */
function changedParts({ holds, changedGraders }: Verification): string[] {
  const { whole: isWhole, ...others } = holds;
  const names = Object.keys(others) as (keyof typeof others)[];
  const changed = names.filter((name) => !others[name]).map((name) => evaluationFiles.sealed[name]);
  const graders = changedGraders.filter((name) => name !== "");
  const all = [...changed, ...graders];
  return all.length === 0 && !isWhole ? [evaluationFiles.sealed.whole] : all;
}
