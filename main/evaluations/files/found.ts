import type { FoundEvaluation, SealsFound } from "../../../preload/contract/evaluation-files.ts";
import { eachSeal } from "./format/seals.ts";
import type { Verification } from "./format/unpack.ts";
import type { OpenedFiles } from "./imports/open.ts";

/** What was found in files, told before anything of it is kept. Throws what reading the records throws. */
export async function found(opened: OpenedFiles): Promise<Omit<FoundEvaluation, "id">> {
  const { head, columns, verification } = opened;
  const { settings } = head;
  let [rows, answers, ungraded] = [0, 0, 0];
  for await (const record of opened.records()) {
    if (record.kind === "row") rows += 1;
    if (record.kind === "answer") answers += 1;
    if (record.kind === "grade" && record.score === null) ungraded += 1;
  }
  return {
    origin: head.origin,
    holds: head.holds,
    name: head.name,
    models: settings.models.map(({ name }) => name),
    graders: settings.graders.map(({ name }) => name),
    rows,
    answers,
    ungraded,
    leftOut: opened.leftOut(),
    columns,
    scripts: settings.graders.flatMap((grader) =>
      grader.kind === "script" ? [{ name: grader.name, source: grader.source }] : [],
    ),
    seals: verification && sealsIn(verification),
  };
}

function sealsIn({ whole, holds, changedGraders }: Verification): SealsFound {
  const changed: string[] = [];
  eachSeal((name) => {
    if (!holds[name]) changed.push(name);
  });
  return {
    whole,
    isWhole: changed.length === 0 && changedGraders.length === 0,
    changed,
    graders: changedGraders,
  };
}
