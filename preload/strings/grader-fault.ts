import type { GraderFault } from "../contract/graders.ts";
import { codedText } from "./coded.ts";
import { jsonFaults } from "./dataset-rules.ts";
import { graders } from "./graders.ts";

/** What a fault of a grader says; its code where nobody has words for it. */
export function faultText({ code, parameters }: Pick<GraderFault, "code" | "parameters">): string {
  const { name, fault } = parameters;
  const why = codedText(jsonFaults, fault ?? "");
  return (
    codedText(graders.faults, code, {
      ...parameters,
      ...(name === "" && { name: graders.wholeGrader }),
      ...(why !== null && { why }),
    }) ?? code
  );
}
