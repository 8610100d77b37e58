import type { Page } from "@playwright/test";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { Evaluation } from "../../preload/contract/evaluations.ts";
import { expect } from "./app.ts";

/** The connection of a page's profile. */
const connectionId = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const list = await window.assay["connections.list"]();
    if (!list.ok || !list.data[0]) throw new Error("There is no connection.");
    return list.data[0].id;
  });

/** Settings that hold two deployments against each other by whether they say what the row expects. */
export async function settingsOf(
  page: Page,
  datasetId: string,
  more: Partial<EvaluationSettings> = {},
): Promise<EvaluationSettings> {
  const own = await connectionId(page);
  const model = (id: string, deployment: string) => ({
    ...{ id, deployment, name: deployment, connectionId: own },
    ...{ modelId: null, systemPrompt: "", parameters: {} },
  });
  return {
    name: "Orders",
    data: { datasetId, part: null, rows: null, seed: 1 },
    models: [model("a", "gpt-4.1-mini"), model("b", "gpt-4.1")],
    baseline: "a",
    prompt: { kind: "row" },
    graders: [
      {
        ...{ id: "same", name: "Same", kind: "text", operation: "equals" },
        ...{ input: "{{sample.output_text}}", expected: "{{reference}}" },
        ...{ ignoreCase: true, ignoreBlanks: true, isNegated: false },
      },
    ],
    lead: "same",
    repeats: 1,
    atOnce: 4,
    place: { kind: "here" },
    clusters: { kind: "found" },
    ...more,
  };
}

/** Starts an evaluation, and gives its id. */
export const startEvaluation = (page: Page, settings: EvaluationSettings): Promise<string> =>
  page.evaluate(async (settings) => {
    const draft = await window.assay["evaluations.create"]({ settings });
    if (!draft.ok) throw new Error(draft.error.message);
    const started = await window.assay["evaluations.start"]({ id: draft.data.id });
    if (!started.ok) throw new Error(started.error.message);
    return draft.data.id;
  }, settings);

/** An evaluation as it is now. */
export const evaluation = (page: Page, id: string): Promise<Evaluation> =>
  page.evaluate(async (id) => {
    const one = await window.assay["evaluations.get"]({ id });
    if (!one.ok) throw new Error(one.error.message);
    return one.data;
  }, id);

/** Waits until an evaluation is done. */
export async function evaluated(page: Page, id: string): Promise<Evaluation> {
  const state = async () => {
    const { state, problem } = await evaluation(page, id);
    return problem ? JSON.stringify(problem) : state;
  };
  await expect.poll(state, { timeout: 60_000 }).toBe("done");
  return evaluation(page, id);
}
