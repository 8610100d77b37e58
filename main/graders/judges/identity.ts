import { createHash } from "node:crypto";
import { judgeWords } from "../../../preload/strings/judges.ts";
import { baseModel } from "../../foundry/models/families.ts";
import type { Judge } from "./questions.ts";

/** The model behind a deployment, as far as it is known. */
export interface JudgeModel {
  model: string | null;
  version: string | null;
}

/**
 * What a judge's certificate is bound to: the SHA-256, in hexadecimal, of its model and version, messages, rubric, scale,
 * parameters, and the words that tell it how to reply. Its name and where it is deployed do not count.
 */
export function judgeHash(judge: Judge, { model, version }: JudgeModel): string {
  const { rubric, verdict, messages, temperature, maxTokens } = judge;
  const { role, scoreForm, labelForm, pairForm } = judgeWords;
  const told = { role, form: { score: scoreForm, label: labelForm, pair: pairForm }[verdict.form] };
  const scale =
    verdict.form === "pair"
      ? [verdict.form]
      : verdict.form === "score"
        ? [verdict.form, verdict.range, verdict.passAt]
        : [verdict.form, verdict.labels, verdict.passing];
  const bound = [
    ...[model, version, told.role, told.form, rubric, scale, temperature, maxTokens],
    messages.map(({ role: speaker, content }) => [speaker, content]),
  ];
  return createHash("sha256").update(JSON.stringify(bound)).digest("hex");
}

/** A deployment, and the model behind it. */
export interface JudgedModel extends JudgeModel {
  connectionId: string;
  deployment: string;
}

/**
 * Whether a judge would judge itself or its kin: the same deployment, or another one of the same model. Versions of a model
 * count as the same, and so does what was tuned from it: they were made of the same data, and like their own words alike.
 */
export function isOwnJudge(judge: JudgedModel, asked: JudgedModel): boolean {
  if (judge.connectionId === asked.connectionId && judge.deployment === asked.deployment) return true;
  return judge.model !== null && asked.model !== null && baseModel(judge.model) === baseModel(asked.model);
}
