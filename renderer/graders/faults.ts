import type { GraderFault } from "../../preload/contract/graders.ts";
import { locate } from "../../preload/row-text/locate.ts";
import { faultText } from "../../preload/strings/grader-fault.ts";

type Path = GraderFault["path"];

const isUnder = (path: Path, above: Path): boolean => above.every((step, at) => path[at] === step);

/** The faults of a field, and of what is in it. */
export const faultsAt = (faults: readonly GraderFault[], path: Path): GraderFault[] =>
  faults.filter((one) => isUnder(one.path, path));

/** The faults that none of these fields shows. */
export const faultsBeside = (faults: readonly GraderFault[], paths: readonly Path[]): GraderFault[] =>
  faults.filter((one) => !paths.some((path) => isUnder(one.path, path)));

/** Where a fault stands in the text of a grader, in UTF-16 code units, and in which line from 1; null where that cannot be told. */
export function placeOf(
  text: string,
  { path, code, parameters }: GraderFault,
): { at: number; length: number; line: number } | null {
  if (code === "not_json") {
    const line = Number(parameters.line);
    const starts = text.split("\n").slice(0, line - 1);
    const at = starts.reduce((sum, one) => sum + one.length + 1, 0) + Number(parameters.column) - 1;
    return { at, length: Math.min(1, Math.max(0, text.length - at)), line };
  }
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const place = path.length === 0 && depth === 0 ? null : locate(text, path.slice(0, depth));
    if (place !== null) return { ...place, line: text.slice(0, place.at).split("\n").length };
  }
  return null;
}

/** Faults in the order of their lines, each with its words. */
export const toldFaults = (
  faults: readonly GraderFault[],
): { text: string; fault: GraderFault; key: string }[] =>
  faults.map((fault) => ({
    text: faultText(fault),
    fault,
    key: `${fault.path.join(".")} ${fault.code} ${JSON.stringify(fault.parameters)}`,
  }));
