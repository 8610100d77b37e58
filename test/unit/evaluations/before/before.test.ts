import { afterEach, describe, expect, it } from "vitest";
import { createBefore } from "../../../../main/evaluations/before/before.ts";
import type { ListedEvaluation } from "../../../../main/evaluations/list.ts";
import { createWorkers } from "../../../../main/processes/workers.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { evaluationWorkers } from "../../../fakes/evaluation-workers.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answering, equals, openedEvaluations, settingsOf } from "../opened.ts";
import { deployment, price, row, weighing } from "./world.ts";

const makeProfile = temporaryProfiles();
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const data = { d: { none: Array.from({ length: 100 }, (_, at) => row(`Say ${at}`, String(at))) } };
const deployed = [deployment("base", { capacity: 9 }), deployment("tuned", { capacity: 9 })];
const around = weighing({ data, deployed, prices: { base: price(1, 1), tuned: price(1, 1) } });

const listed = (id: string, settings: EvaluationSettings, more: Partial<ListedEvaluation> = {}) =>
  ({ id, settings, state: "draft", pilotOf: null, counts: null, version: null, ...more }) as ListedEvaluation;

function beforeOf(all: ListedEvaluation[], fileOf = (id: string) => id) {
  const workers = createWorkers(evaluationWorkers);
  ends.push(() => workers.end());
  return createBefore({
    ...around,
    isScriptAllowed: () => false,
    list: { all: () => all, find: (id) => all.find((one) => one.id === id) ?? listed(id, settingsOf()) },
    places: { file: fileOf },
    reader: workers.desk,
    evals: () => Promise.reject(new Error("Nobody asks.")),
    tuned: { lineage: () => null, overlap: () => Promise.reject(new Error()), region: async () => null },
  });
}

describe("before an evaluation starts", () => {
  it("a pilot that asked the same counts, and no other", async () => {
    const app = openedEvaluations(
      makeProfile(),
      answering((asked, name) =>
        name === "tuned" || asked === "Say 1" ? (/\d+/.exec(asked)?.[0] ?? "") : "?",
      ),
    );
    ends.push(app.close);
    const { id: pilotId } = await app.started(settingsOf());
    const draft = listed("draft", settingsOf());
    const pilot = listed(pilotId, settingsOf(), { state: "done", pilotOf: "draft" });
    const { power, tokens } = await beforeOf([draft, pilot], app.fileOf).weigh("draft");
    // Nine of ten rows: the base says one of them right.
    expect(power).toMatchObject({ pilotId, differing: { share: 0.9, isMeasured: true } });
    expect(tokens).toMatchObject({ isMeasured: true, question: 2, answer: 1 });
    const other = { ...pilot, settings: settingsOf({ prompt: { kind: "template", messages: [] } }) };
    for (const one of [other, { ...pilot, state: "paused" as const }, { ...pilot, pilotOf: "another" }]) {
      const weight = await beforeOf([draft, one], app.fileOf).weigh("draft");
      expect(weight.power).toMatchObject({ pilotId: null, differing: { share: 0.2, isMeasured: false } });
    }
  });

  it("a pilot no longer counts where a part of the main grader has changed", async () => {
    const whole: EvaluationGrader = { id: "all", name: "All", kind: "all", of: ["same"] };
    const app = openedEvaluations(
      makeProfile(),
      answering((asked) => asked),
    );
    ends.push(app.close);
    const settings = settingsOf({ graders: [whole, equals], lead: "all" });
    const { id: pilotId } = await app.started(settings);
    const pilot = listed(pilotId, settings, { state: "done", pilotOf: "draft" });
    const pilotWith = async (graders: EvaluationGrader[]) => {
      const draft = listed("draft", settingsOf({ graders, lead: "all" }));
      return (await beforeOf([draft, pilot], app.fileOf).weigh("draft")).power.pilotId;
    };
    expect(await pilotWith([whole, { ...equals, name: "Renamed" }])).toBe(pilotId);
    expect(await pilotWith([whole, { ...equals, isNegated: true } as EvaluationGrader])).toBeNull();
  });

  it("a grader that cannot grade keeps it from starting", async () => {
    const broken: EvaluationGrader = {
      ...{ id: "r", name: "Broken", kind: "regex", input: "{{sample.output_text}}" },
      ...{ pattern: "(", flags: "", isNegated: false },
    };
    const settings = settingsOf({ graders: [equals, broken] });
    const before = beforeOf([listed("draft", settings)]);
    expect(await before.faults("draft")).toMatchObject([
      { path: [1, "pattern"], code: "pattern_wrong", severity: "blocks" },
    ]);
    expect(await before.blocking(settings)).toMatchObject([
      { code: "grader_wrong", parameters: { name: "Broken", why: expect.stringContaining("valid") } },
    ]);
    expect((await before.weigh("draft")).remarks[0]?.code).toBe("grader_wrong");
    expect(await before.blocking(settingsOf())).toEqual([]);
  });

  it("a script is not run to be checked before a person has let it run", async () => {
    const script: EvaluationGrader = {
      id: "s",
      name: "Mine",
      kind: "script",
      source: "no script",
      passAt: null,
    };
    const settings = settingsOf({ graders: [equals, script] });
    const before = beforeOf([listed("draft", settings)]);
    expect(await before.faults("draft")).toEqual([]);
    expect(await before.blocking(settings)).toMatchObject([{ code: "script_not_allowed" }]);
  });

  it("nothing has been graded twice that has not run at the service", async () => {
    expect(await beforeOf([listed("draft", settingsOf())]).twins("draft")).toBeNull();
  });
});
