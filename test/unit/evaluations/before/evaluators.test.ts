import { describe, expect, it } from "vitest";
import { evaluatorLists, listedEvaluator } from "../../../../main/evaluations/before/evaluators.ts";
import { weigh } from "../../../../main/evaluations/before/weigh.ts";
import type { Evals, RemoteEvaluator } from "../../../../main/foundry/evals/evals.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { settingsOf } from "../opened.ts";
import { deployment, price, row, weighing } from "./world.ts";

/** 100 rows: a question of 40 characters and a reference of eight are ten tokens and two. */
const around = {
  data: { d: { none: Array.from({ length: 100 }, () => row("a".repeat(40), "12345678")) } },
  deployed: [
    deployment("base", { capacity: 10 }),
    deployment("tuned", { capacity: 10 }),
    deployment("judge", { capacity: 10, model: "gpt-5.1" }),
  ],
  prices: { base: price(1, 4), tuned: price(2, 8), judge: price(10, 40) },
};

describe("an evaluator of Foundry in a draft", () => {
  const listed: RemoteEvaluator = {
    ...{ name: "builtin.coherence", title: "Coherence", description: "", version: "1", isBuiltin: true },
    categories: ["quality"],
    data: [
      { name: "query", isRequired: true },
      { name: "response", isRequired: true },
    ],
    parameters: [{ name: "deployment_name", isRequired: true }],
    metrics: [{ name: "coherence", isMoreBetter: true, least: 1, most: 5, threshold: 3 }],
  };
  const coherence = (more: object = {}): EvaluationGrader =>
    ({
      ...{ id: "e", name: "Coherence", kind: "evaluator", evaluator: "builtin.coherence" },
      ...{ judge: { connectionId: "c", deployment: "judge" }, threshold: null, range: [1, 5] },
      mapping: { query: "{{item.query}}", response: "{{sample.output_text}}" },
      ...{ isLessBetter: false, ...more },
    }) as EvaluationGrader;
  const place = { kind: "foundry" as const, connectionId: "c" };
  const weighed = (
    grader: EvaluationGrader,
    evaluators: RemoteEvaluator[] | null = [listed],
    where: EvaluationSettings["place"] = place,
  ) =>
    weigh(
      settingsOf({ graders: [grader], lead: null, place: where }),
      weighing({ ...around, evaluators }),
      null,
    );

  it("grades there only, and costs what its deployment is asked", async () => {
    const weight = await weighed(coherence());
    expect(weight.twins).toEqual([{ graderId: "e", refused: null, notes: [], isOnlyThere: true }]);
    expect(weight.remarks).toEqual([]);
    expect(weight.requests.judges).toBe(200);
    // 4,000 characters of its own instructions, a question of 10 tokens, an answer and a reference of 2; 150 come back.
    expect(weight.judges[0]?.cost?.amount).toBeCloseTo((200 * (1014 * 10 + 150 * 40)) / 1e6, 9);
  });

  it.each([
    [coherence(), null, "Only a Foundry project has evaluators"],
    [coherence({ evaluator: "builtin.cohere" }), [listed], "no evaluator named builtin.cohere"],
    [coherence({ mapping: { response: "{{sample.output_text}}" } }), [listed], "these fields: query"],
    [coherence({ judge: null }), [listed], "Choose a deployment that grades"],
    [coherence({ judge: { connectionId: "d", deployment: "judge" } }), [listed], "must be on the connection"],
  ])("is refused with the reason: %#", async (grader, evaluators, why) => {
    const { twins, remarks } = await weighed(grader, evaluators);
    expect(twins?.[0]?.refused).toContain(why);
    expect(remarks).toContainEqual(expect.objectContaining({ code: "no_twin", severity: "blocks" }));
  });

  it("is refused at other places, where nothing is asked about projects", async () => {
    const here = await weighed(coherence(), [listed], { kind: "here" });
    expect(here.twins).toBeNull();
    expect(here.remarks.map(({ code }) => code)).toEqual(["evaluator_not_here"]);
    const batch = await weighed(coherence(), [listed], { kind: "batch" });
    expect(batch.remarks.map(({ code }) => code)).toContain("evaluator_not_in_batch");
  });

  it("that asks no deployment says that the service's own charge is not counted", async () => {
    const free = { ...listed, parameters: [{ name: "threshold", isRequired: false }] };
    const { remarks } = await weighed(coherence({ judge: null }), [free]);
    expect(remarks.map(({ code }) => code)).toEqual(["evaluator_charge"]);
  });

  it("whose list cannot be read is not refused: the service will say", async () => {
    const parts = weighing(around);
    const evaluators = () => Promise.reject(new Error("The project is not reached."));
    const { remarks } = await weigh(
      settingsOf({ graders: [coherence()], lead: null, place }),
      { ...parts, evaluators },
      null,
    );
    expect(remarks).toEqual([]);
  });

  it("is told to the window with its scale, its direction and whether it asks a deployment", () => {
    expect(listedEvaluator(listed)).toEqual({
      ...{ name: "builtin.coherence", title: "Coherence", description: "" },
      ...{ fields: listed.data, judge: "required", range: [1, 5], isLessBetter: false, threshold: 3 },
    });
    const harm = { ...listed, parameters: [], metrics: [{ ...metric, isMoreBetter: false }] };
    expect(listedEvaluator(harm)).toMatchObject({ judge: "none", isLessBetter: true, range: null });
  });

  it("is listed once in a while, and again where that failed", async () => {
    let now = 0;
    let asked = 0;
    let isDown = true;
    const evals = async () =>
      ({
        evaluators: async () => {
          asked += 1;
          if (isDown) throw new Error("not now");
          return [listed];
        },
      }) as unknown as Evals;
    const list = evaluatorLists(evals, () => now);
    await expect(list("c")).rejects.toThrow("not now");
    isDown = false;
    await list("c");
    await list("c");
    expect(asked).toBe(2);
    now = 600_001;
    await list("c");
    expect(asked).toBe(3);
  });
});

const metric = { name: "m", least: null, most: null, threshold: null };
