import type { Cost } from "../../../../preload/contract/conversations.ts";
import type { EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";
import { correctedSentence } from "../../../../preload/strings/corrected-sentence.ts";
import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { judgeCertificates } from "../../../../preload/strings/judge-certificates.ts";
import { isPair } from "../../pair.ts";
import type { EvaluationHead } from "../format/head.ts";
import { gradersOf, nameIn, type Report } from "./report.ts";
import { estimateWords, short } from "./sentences.ts";

/** A table of texts. */
export interface Table {
  header: string[];
  rows: string[][];
}

const { columns } = words;

/** The scores that the verdict is about: a row for each model, a column for each grader. */
export function scoreTable(head: EvaluationHead, verdict: EvaluationVerdict): Table {
  const graders = gradersOf(head);
  const rows = head.settings.models.map(({ id, name }) => [
    name,
    ...graders.map((grader) => {
      const score = verdict.scores.find(({ modelId, graderId }) => modelId === id && graderId === grader.id);
      if (!score) return words.nothing;
      return score.unit === "score"
        ? estimateWords(score.mean, "plain", 3)
        : estimateWords(score.mean, "percent", 1);
    }),
    String(
      Math.max(0, ...verdict.scores.filter(({ modelId }) => modelId === id).map(({ ungraded }) => ungraded)),
    ),
  ]);
  return { header: [columns.model, ...graders.map(({ name }) => name), columns.ungraded], rows };
}

/** What each model cost and how long it took. */
export function measuredTable(head: EvaluationHead, verdict: EvaluationVerdict): Table {
  const rows = verdict.measured.map(({ modelId, cost, firstToken, total, failed }) => [
    nameIn(head.settings.models, modelId),
    costWords(cost.total),
    costWords(cost.perAnswer),
    estimateWords(firstToken, "plain", 0),
    estimateWords(total, "plain", 0),
    String(failed),
  ]);
  const { model, cost, perAnswer, firstToken, total, failed } = columns;
  return { header: [model, cost, perAnswer, firstToken, total, failed], rows };
}

/** An amount with at most four digits that count. */
const costWords = (cost: Cost | null): string =>
  cost === null ? words.nothing : `${Number(cost.amount.toPrecision(4))} ${cost.currency}`;

/** What was asked: each model's deployment, its model and version, and where it is. */
export function deploymentTable({ settings, deployments }: EvaluationHead): Table {
  const rows = settings.models.map(({ name, connectionId, deployment }) => {
    const known = deployments.find(
      (one) => one.connectionId === connectionId && one.deployment === deployment,
    );
    const listed = (parts: (string | null | undefined)[]) =>
      parts.filter((part) => part !== null && part !== undefined).join(", ");
    return [
      name,
      deployment,
      listed([known?.model, known?.modelVersion]),
      listed([known?.region, known?.sku, known?.apiVersion]),
    ];
  });
  return { header: [columns.model, columns.deployment, columns.version, columns.place], rows };
}

/** What was measured of the judges. */
export function judgeTable({ head, certificates }: Report): Table {
  const { measures, judged } = words;
  const nameOf = (name: string) => (Object.hasOwn(measures, name) ? (measures[name] ?? name) : name);
  const rows = certificates.map(({ graderId, estimates, counts, labels, holds }) => [
    nameIn(head.settings.graders, graderId),
    [
      ...(holds ? [] : [judged.old]),
      ...Object.entries(estimates).map(
        ([name, estimate]) => `${nameOf(name)} ${estimateWords(estimate, "plain", 2)}`,
      ),
      ...labels.flatMap(({ label, recall, judged: counted }) =>
        recall === null
          ? []
          : fill(judged.recall, {
              label: labelIn(head, graderId, label),
              recall: estimateWords(recall, "percent", 0),
              judged: labels
                .flatMap((other, place) =>
                  counted[place] ? [`${labelIn(head, graderId, other.label)} ${counted[place]}`] : [],
                )
                .join(", "),
            }),
      ),
      ...Object.entries(counts).map(([name, count]) => `${nameOf(name)} ${short(count)}`),
    ].join("; "),
  ]);
  return { header: [columns.judge, columns.measure], rows };
}

/** What a label of a judge is called: the verdicts on pairs have names of their own. */
function labelIn({ settings }: EvaluationHead, graderId: string, label: string): string {
  const { verdicts } = judgeCertificates;
  const isOfPairs = isPair(settings.graders.find(({ id }) => id === graderId));
  return (isOfPairs ? verdicts[label] : undefined) ?? label;
}

/** What models would reach by the person's standards, a sentence for each judge whose certificate holds. */
export const correctedSentences = ({ head, certificates }: Pick<Report, "head" | "certificates">): string[] =>
  certificates.flatMap(({ graderId, corrected }) => {
    const sentence = correctedSentence(corrected, (id) => nameIn(head.settings.models, id));
    return sentence === null ? [] : `${nameIn(head.settings.graders, graderId)}: ${sentence}`;
  });

/** Which thresholds were reached. */
export function thresholdTable({ thresholds }: Pick<Report, "thresholds">): Table {
  const rows = thresholds.map(({ text, passed }) => [text, passed ? words.met : words.missed]);
  return { header: [columns.threshold, columns.result], rows };
}

/** Which models no other beats, by grader. */
export const frontSentences = (head: EvaluationHead, verdict: EvaluationVerdict): string[] =>
  verdict.front.map(({ graderId, modelIds }) =>
    fill(words.front, {
      grader: nameIn(head.settings.graders, graderId),
      models: modelIds.map((id) => nameIn(head.settings.models, id)).join(", "),
    }),
  );
