import type { TwinOutlook } from "../../../preload/contract/evaluation-plans.ts";
import { evaluationGraders } from "../../../preload/strings/evaluation-graders.ts";
import { fill } from "../../../preload/strings/fill.ts";

const words = evaluationGraders.twin;

/** Whether a grader can grade on Foundry, and why it cannot or may differ there. */
export function TwinNote({ twin }: { twin: TwinOutlook }) {
  const { refused, notes, isOnlyThere } = twin;
  const look = refused !== null ? "danger" : notes.length > 0 ? "warn" : "ok";
  const text =
    refused !== null
      ? fill(words.refused, { why: refused })
      : notes.length > 0
        ? fill(words.differs, { why: notes.join(" ") })
        : isOnlyThere
          ? words.onlyThere
          : words.same;
  return <p className={`status ${look} small grader-twin`}>{text}</p>;
}
