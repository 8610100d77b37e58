import type { EvaluationRemark } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graders as words } from "../../../preload/strings/graders.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { fieldsOf } from "../../graders/graders.ts";
import { itemOf } from "../asked-row.ts";
import type { Writer } from "../process/work.ts";
import { blocks } from "./remarks.ts";

/** What graders are looked at with. */
export interface FaultParts {
  datasets: Pick<Datasets, "draw">;
  reader(): Writer;
  isScriptAllowed(source: string): boolean;
}

const faultWords: Record<string, string> = words.faults;

/** Rows whose fields are looked at. */
const lookedRows = 50;

/** What is wrong with the graders of a draft. Scripts that the person has not let run are left out. */
export async function graderFaults(
  { graders, data }: Pick<EvaluationSettings, "graders" | "data">,
  { datasets, reader, isScriptAllowed }: FaultParts,
): Promise<GraderFault[]> {
  const drawn = data
    ? await datasets
        .draw(data.datasetId, { version: null, part: data.part, rows: lookedRows, seed: data.seed })
        .catch(() => [])
    : [];
  const fields = drawn.length === 0 ? null : fieldsOf(drawn.map(({ text }) => itemOf(text)));
  const without = [...graders.keys()].filter((place) => {
    const grader = graders[place];
    return grader?.kind === "script" && !isScriptAllowed(grader.source);
  });
  return reader().ask("faults", { graders, fields, without });
}

/** The graders that cannot grade, each with the first reason. */
export function faultRemarks(
  { graders }: Pick<EvaluationSettings, "graders">,
  faults: readonly GraderFault[],
): EvaluationRemark[] {
  // A part that is not there has a remark of its own.
  const blocking = faults.filter(({ severity, code }) => severity === "blocks" && code !== "part_missing");
  return graders.flatMap(({ name }, place) => {
    const fault = blocking.find(({ path }) => path[0] === place);
    if (!fault) return [];
    return [blocks("grader_wrong", { name, why: fill(faultWords[fault.code] ?? "", fault.parameters) })];
  });
}
