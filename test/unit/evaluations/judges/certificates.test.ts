import { afterEach, expect, it } from "vitest";
import { certificatesIn } from "../../../../main/evaluations/judges/records.ts";
import { reportIn } from "../../../../main/evaluations/process/files/report.ts";
import { sessionOf } from "../../../../main/evaluations/process/session.ts";
import { diagnosisOf } from "../../../../main/foundry/error.ts";
import { temporaryProfiles } from "../../profile.ts";
import { sampleHead } from "../files/sample.ts";
import { answering, model, settingsOf } from "../opened.ts";
import { drawn, labelJudge, openedJudges, scoreJudge, until } from "./measured.ts";

const makeProfile = temporaryProfiles();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const isWrong = (asked: string) => Number(/\d+/.exec(asked)?.[0] ?? 0) % 2 === 1;
/** Right on every second row; the judge lets a fifth of the wrong answers pass. */
const says = (asked: string, deployment: string) => {
  if (deployment !== "judge") return isWrong(asked) ? "wrong" : "right";
  const lets = drawn(asked) < 0.2;
  return JSON.stringify({ label: asked.includes("A=right") || lets ? "good" : "bad" });
};
const models = { judge: ["gpt-5", "1"], base: ["gpt-4.1", "1"], tuned: ["gpt-4.1", "1"] } satisfies Record<
  string,
  [string, string]
>;

const opened = (
  profile: string,
  questions = answering(says),
  more: Parameters<typeof openedJudges>[2] = {},
) => {
  const app = openedJudges(profile, questions, { rows: 60, models, ...more });
  closing.push(app.close);
  return { ...app, questions };
};

const only = { models: [model("tuned")], baseline: null };
const ofJudge = (evaluationId: string) => ({ evaluationId, graderId: "judge" });

it("says what measuring takes before it asks, and asks fifty answers once more", async () => {
  const { judged, handlers, measured, questions, standing } = opened(makeProfile());
  const id = await judged(labelJudge, only);
  expect(await standing(id)).toMatchObject({ state: "none", certificate: null, ownModels: [] });
  const weight = await handlers["judges.weigh"](ofJudge(id));
  expect(weight).toMatchObject({ answers: 50, asked: 0, requests: 50, cost: { currency: "USD" } });
  expect(weight.cost?.amount).toBeGreaterThan(50 * 150 * 4e-6);
  const before = questions.asked.length;
  await measured(id);
  expect(questions.asked.length - before).toBe(50);
  expect(await handlers["judges.weigh"](ofJudge(id))).toMatchObject({ asked: 50, requests: 0 });
  await measured(id);
  expect(questions.asked.length - before).toBe(50);
});

it("is paid for by the evaluation, also where the app ends", async () => {
  const profile = makeProfile();
  const { judged, measured, service, close } = opened(profile);
  const id = await judged(labelJudge, only);
  const amount = () => service.get(id).spent;
  // Half a dollar for each of sixty answers and grades.
  expect(amount()).toEqual([{ amount: 60, currency: "USD" }]);
  await measured(id);
  expect(amount()).toEqual([{ amount: 85, currency: "USD" }]);
  await measured(id);
  expect(amount()).toEqual([{ amount: 85, currency: "USD" }]);
  await close();
  const later = opened(profile);
  expect(later.service.get(id).spent).toEqual([{ amount: 85, currency: "USD" }]);
  const counts = await later.ask("counts", { file: later.fileOf(id) });
  expect(counts.spent).toEqual([{ amount: 85, currency: "USD" }]);
});

it("goes on after the app was killed, and asks nothing twice", async () => {
  const profile = makeProfile();
  let isHeld = false;
  let answered = 0;
  const questions = answering((asked, deployment) => {
    if (isHeld && deployment === "judge") {
      answered += 1;
      if (answered > 20) return new Promise<string>(() => {});
    }
    return says(asked, deployment);
  });
  const first = opened(profile, questions);
  const id = await first.judged(labelJudge, only);
  isHeld = true;
  await first.handlers["judges.measure"](ofJudge(id));
  await until(() => expect(answered).toBeGreaterThan(20));
  await first.close();
  const second = opened(profile);
  const paid = async () => (await second.ask("counts", { file: second.fileOf(id) })).spent[0]?.amount;
  // Twenty of the second answers came, and were paid for.
  expect(await paid()).toBe(70);
  const { asked, requests } = await second.handlers["judges.weigh"](ofJudge(id));
  expect(asked).toBeGreaterThanOrEqual(20);
  expect(asked + requests).toBe(50);
  await second.measured(id);
  expect(second.questions.asked).toHaveLength(requests);
  expect(await paid()).toBe(70 + requests / 2);
});

it("stops when the person says so, and keeps what was asked", async () => {
  let isHeld = false;
  let answered = 0;
  const questions = answering((asked, deployment) => {
    if (isHeld && deployment === "judge") {
      answered += 1;
      if (answered > 20) return new Promise<string>(() => {});
    }
    return says(asked, deployment);
  });
  const { judged, handlers, judges, standing } = opened(makeProfile(), questions);
  const id = await judged(labelJudge, only);
  isHeld = true;
  await handlers["judges.measure"](ofJudge(id));
  await until(() => expect(answered).toBeGreaterThan(20));
  expect((await standing(id))?.running).toMatchObject({ of: 50 });
  await handlers["judges.stop"](ofJudge(id));
  await judges.settled();
  expect(await standing(id)).toMatchObject({ state: "none", running: null, problem: null });
  expect(await handlers["judges.weigh"](ofJudge(id))).toMatchObject({ asked: 20, requests: 30 });
});

it("ends, and says why where the judge cannot be asked", async () => {
  let isRefused = false;
  const refusal = diagnosisOf("key_refused");
  const { judged, handlers, judges, standing } = opened(
    makeProfile(),
    answering((asked, deployment) => (isRefused ? refusal : says(asked, deployment))),
  );
  const id = await judged(labelJudge, only);
  isRefused = true;
  await handlers["judges.measure"](ofJudge(id));
  await judges.settled();
  expect(await standing(id)).toMatchObject({
    state: "none",
    running: null,
    problem: { code: "key_refused" },
  });
});

it("holds for every evaluation with the same judge, and no longer where something has changed", async () => {
  const now = { ...models } as Record<string, [string, string]>;
  const { judged, measured, standing, handlers } = opened(makeProfile(), answering(says), { models: now });
  const { hash } = await measured(await judged(labelJudge, only));
  const same = await judged({ ...labelJudge, id: "other", name: "Another name" }, { ...only, lead: "other" });
  expect(await standing(same)).toMatchObject({ state: "measured", certificate: { hash }, changed: [] });
  const other = await judged({ ...labelJudge, rubric: "Is it polite?", temperature: 0 }, only);
  expect(await standing(other)).toMatchObject({ state: "stale", changed: ["rubric", "parameters"] });
  expect(await handlers["judges.corrections"](ofJudge(other))).toEqual([]);
  now.judge = ["gpt-5", "2"];
  expect(await standing(same)).toMatchObject({ state: "none" });
  expect(await standing(other)).toMatchObject({
    state: "stale",
    changed: ["version", "rubric", "parameters"],
  });
  delete now.judge;
  // The list cannot be read: nothing is known to have changed.
  expect(await standing(same)).toMatchObject({ state: "measured" });
});

it("warns of a judge that grades its own model, also on another deployment", async () => {
  const { judged, measured, standing } = opened(makeProfile(), answering(says), {
    models: { ...models, tuned: ["GPT-5", "2"] },
  });
  const id = await judged(labelJudge);
  const certificate = await measured(id);
  expect((await standing(id))?.ownModels).toEqual(["tuned"]);
  expect(certificate.findings).toContainEqual({
    code: "own_judge",
    weighs: "care",
    parameters: { models: "tuned" },
  });
});

it("corrects rates by what is known of the judge's mistakes, which brings them near the truth", async () => {
  const now = { ...models } as Record<string, [string, string]>;
  const app = opened(makeProfile(), answering(says), { rows: 200, models: now });
  const { judged, handlers, measured, ask, fileOf } = app;
  const id = await judged(labelJudge, only);
  const toMark = () => handlers["judges.toMark"]({ ...ofJudge(id), without: [] });
  expect(await toMark()).toMatchObject({ done: 0, of: 170 });
  for (let batch = 0; batch < 10; batch += 1)
    for (const { row, answers } of (await toMark()).answers) {
      const [answer] = answers;
      if (!answer) continue;
      const { modelId, repeat, text } = answer;
      const score = Number(text === "right");
      const place = { modelId, repeat };
      await ask("mark", {
        file: fileOf(id),
        row,
        answer: place,
        graderId: "judge",
        score,
        label: null,
        isBlind: true,
      });
    }
  expect(await toMark()).toMatchObject({ done: 100, of: 170 });
  await measured(id);
  const [tuned] = await handlers["judges.corrections"](ofJudge(id));
  expect(tuned?.method).toBe("rogan_gladen");
  // The truth is 50%; the judge passes about a fifth of the other half, too.
  expect(tuned?.raw.value).toBeGreaterThan(0.55);
  expect(tuned?.corrected?.value).toBeCloseTo(0.5, 1);
  expect(tuned?.corrected?.low).toBeLessThan(0.5);
  expect(tuned?.corrected?.high).toBeGreaterThan(0.5);
  // A report says the same, and no longer where the judge has changed.
  const reported = async () => {
    const certificates = certificatesIn(await handlers["judges.standings"]({ evaluationId: id }), id);
    const { signal } = new AbortController();
    const wishes = { head: sampleHead(), certificates, isDone: true };
    const report = await reportIn(() => sessionOf(fileOf(id)), wishes, { signal, progress: () => {} });
    report.close();
    return report.certificates;
  };
  expect(await reported()).toMatchObject([{ holds: true, corrected: [tuned] }]);
  now.judge = ["gpt-5", "2"];
  expect(await reported()).toMatchObject([{ holds: false, corrected: [] }]);
  expect(await handlers["judges.corrections"](ofJudge(id))).toEqual([]);
  const disagreements = await handlers["judges.disagreements"](ofJudge(id));
  expect(disagreements.length).toBeGreaterThan(0);
  for (const { person, judge } of disagreements) expect([person, judge]).toEqual(["bad", "good"]);
});

it("brings a mean near the person's by their own grades of some rows", async () => {
  // The judge gives every answer one step more than the person would.
  const kind = (asked: string, deployment: string) =>
    deployment === "judge"
      ? JSON.stringify({ score: asked.includes("A=right") ? 5 : 3 })
      : says(asked, deployment);
  const { judged, handlers, measured, ask, fileOf } = opened(makeProfile(), answering(kind), { rows: 100 });
  const id = await judged(scoreJudge, only);
  for (let batch = 0; batch < 4; batch += 1)
    for (const { row, answers } of (await handlers["judges.toMark"]({ ...ofJudge(id), without: [] }))
      .answers) {
      const score = answers[0]?.text === "right" ? 4 : 2;
      const answer = { modelId: "tuned", repeat: 0 };
      await ask("mark", {
        file: fileOf(id),
        row,
        answer,
        graderId: "judge",
        score,
        label: null,
        isBlind: true,
      });
    }
  await measured(id);
  const [tuned] = await handlers["judges.corrections"](ofJudge(id));
  expect(tuned).toMatchObject({ method: "prediction_powered", unit: "score", raw: { value: 4 } });
  expect(tuned?.corrected?.value).toBeCloseTo(3, 5);
});

it("leaves out grades that were given with the verdict in view", async () => {
  const { judged, handlers, measured, ask, fileOf } = opened(makeProfile());
  const id = await judged(labelJudge, only);
  for (const row of [0, 1, 2])
    await ask("mark", {
      ...{ file: fileOf(id), row, answer: { modelId: "tuned", repeat: 0 } },
      ...{ graderId: "judge", score: 1, label: null, isBlind: false },
    });
  expect(await handlers["judges.weigh"](ofJudge(id))).toMatchObject({ labels: 0, seen: 3 });
  expect((await measured(id)).measurement.agreement).toBeNull();
});

it("is listed, taken away and brought back, and is gone for good with the app", async () => {
  const profile = makeProfile();
  const { judged, measured, handlers, judges } = opened(profile);
  const { id } = await measured(await judged(labelJudge, only));
  expect(await handlers["judges.list"]()).toMatchObject([{ id, evaluationName: "Numbers", name: "Judge" }]);
  await handlers["judges.remove"]({ id });
  expect(await handlers["judges.list"]()).toEqual([]);
  await handlers["judges.restore"]({ id });
  expect(await handlers["judges.list"]()).toHaveLength(1);
  await handlers["judges.remove"]({ id });
  judges.purge();
  await handlers["judges.restore"]({ id });
  expect(await handlers["judges.list"]()).toEqual([]);
});

it("waits until the evaluation has ended", async () => {
  const { service, handlers } = opened(
    makeProfile(),
    answering(() => new Promise<string>(() => {})),
  );
  const { id } = service.create({ settings: settingsOf({ graders: [labelJudge], lead: null }) });
  await service.start(id);
  expect(() => handlers["judges.measure"](ofJudge(id))).toThrow(
    expect.objectContaining({ diagnosis: expect.objectContaining({ code: "evaluation_busy" }) }),
  );
});
