import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import type { Evals } from "../../../../main/foundry/evals/evals.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { equals, model, settingsOf } from "../opened.ts";

/** A grader that the service has just as it is. */
export const exact = { ...equals, ignoreBlanks: false } as EvaluationGrader;
const similar: EvaluationGrader = {
  ...{ id: "alike", name: "Alike", kind: "similarity", metric: "gleu", passAt: 0.5, embeddings: null },
  ...{ input: "{{sample.output_text}}", reference: "{{reference}}" },
};

/** An evaluation that the service runs. */
export const there = (connectionId: string, more: Partial<EvaluationSettings> = {}) =>
  settingsOf({
    models: [model("mini", { connectionId, deployment: "gpt-4.1-mini", systemPrompt: "Be {{brief}}." })],
    baseline: null,
    graders: [exact, similar],
    place: { kind: "foundry", connectionId },
    ...more,
  });

/** The same services with another answer to some of what evaluations are asked. */
export const evalsWith = (
  services: RemoteServices,
  change: (evals: Evals) => Partial<Evals>,
): RemoteServices => ({
  ...services,
  evals: async (id) => {
    const evals = await services.evals(id);
    return { ...evals, ...change(evals) };
  },
});

/** How many evaluations the service has, and the rows of their runs, the newest first. */
export const runsOf = async ({
  connectionId,
  services,
}: {
  connectionId: string;
  services: RemoteServices;
}) => {
  const evals = await services.evals(connectionId);
  const { rows } = await evals.list(null);
  const runs = await Promise.all(rows.map(({ id }) => evals.runs(id, null)));
  return { evals: rows.length, runs: runs.flatMap((page) => page.rows.map(({ counts }) => counts?.total)) };
};
