import { createHash } from "node:crypto";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { asObject } from "../../../foundry/json.ts";
import { judgeHash } from "../../../graders/judges/identity.ts";
import type { EvaluationHead } from "./head.ts";

/** SHA-256 of a value as JSON whose names are sorted, so that the order they were set in does not count. */
const hashOf = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(value, (_name, inside) => sorted(inside)))
    .digest("hex");

function sorted(value: unknown): unknown {
  const object = asObject(value);
  if (object === null) return value;
  return Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1)));
}

type Deployments = EvaluationHead["deployments"];

/** What a judge's certificate is bound to; null for a grader that is no judge. */
function hashOfJudge(grader: EvaluationGrader, deployments: Deployments): string | null {
  if (grader.kind !== "judge") return null;
  const { connectionId, deployment } = grader.judge;
  const known = deployments.find((one) => one.connectionId === connectionId && one.deployment === deployment);
  return judgeHash(grader, { model: known?.model ?? null, version: known?.modelVersion ?? null });
}

/** The hashes of a head's graders and judges, by what is in its settings. */
export function hashesOf(
  { graders }: Pick<EvaluationSettings, "graders">,
  deployments: Deployments,
): Pick<EvaluationHead, "graderHashes" | "judgeHashes"> {
  return {
    graderHashes: graders.map((grader) => ({ graderId: grader.id, hash: hashOf(grader) })),
    judgeHashes: graders.flatMap((grader) => {
      const hash = hashOfJudge(grader, deployments);
      return hash === null ? [] : [{ graderId: grader.id, hash }];
    }),
  };
}
