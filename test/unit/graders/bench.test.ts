import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ChatEvent, ChatMessage } from "../../../main/foundry/chat/chat.ts";
import { diagnosisOf, FoundryError } from "../../../main/foundry/error.ts";
import type { RemoteGraders } from "../../../main/foundry/graders/graders.ts";
import { createBenches } from "../../../main/graders/bench.ts";
import { openBenchStore } from "../../../main/graders/bench-store.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import type { Questions } from "../../../main/runs/questions.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { BenchAsked, Grader, GraderBench } from "../../../preload/contract/graders.ts";
import { temporaryProfiles } from "../profile.ts";
import { alike, exact, judged, several } from "./samples.ts";

const makeProfile = temporaryProfiles();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const row = (at: number) =>
  JSON.stringify({ messages: [{ role: "user", content: `Question ${at}` }], answer: `Answer ${at}` });

/** What a deployment says: a text, or why it says nothing; a promise of it may take as long as it likes. */
type Says = string | Diagnosis;

function answering(
  says: (asked: string, deployment: string) => Says | Promise<Says>,
): Questions & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async *ask({ deployment }, _position, prompt, signal): AsyncGenerator<ChatEvent, void> {
      const last = (prompt as readonly ChatMessage[]).at(-1)?.content ?? "";
      asked.push(`${deployment}: ${last}`);
      const aborted = new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null)));
      const said = await Promise.race([says(last, deployment), aborted]);
      const end = { type: "end", at: 0, usage: null } as const;
      if (said === null) yield { ...end, end: "cancelled", diagnosis: null };
      else if (typeof said !== "string") yield { ...end, end: "failed", diagnosis: said };
      else {
        yield { type: "text", at: 0, text: said };
        yield { ...end, end: "stop", diagnosis: null };
      }
    },
    conditions: () => {
      throw new Error("Nobody measures");
    },
    cost: async () => null,
    limitOf: ({ connectionId, deployment }) => `${connectionId}/${deployment}`,
    pacing: createPacing(),
  };
}

const service = (over: Partial<RemoteGraders> = {}): RemoteGraders => ({
  validate: async () => {},
  run: async (_grader, sample, item) => ({
    reward: sample === item.answer ? 1 : 0,
    subRewards: {},
    errors: [],
    details: null,
  }),
  ...over,
});

const asked: BenchAsked = {
  datasetId: "d",
  part: null,
  rows: 20,
  seed: 1,
  answers: { connectionId: "c", deployment: "base" },
  judge: null,
  service: "c",
  passAt: null,
};

function benchesWith(parts: {
  questions?: Questions;
  remote?: RemoteGraders | FoundryError;
  rows?: string[];
  profile?: string;
}) {
  const { questions = answering((said) => said.replace("Question", "Answer")), remote = service() } = parts;
  const database = openDatabase(join(parts.profile ?? makeProfile(), "assay.db"));
  const store = openBenchStore(database);
  const told: GraderBench[] = [];
  const benches = createBenches({
    store,
    questions,
    datasets: {
      draw: async (_id, { rows }) =>
        (parts.rows ?? Array.from({ length: 30 }, (_, at) => row(at)))
          .slice(0, rows)
          .map((text, at) => ({ key: at + 1, text })),
    },
    remote: async () => {
      if (remote instanceof FoundryError) throw remote;
      return remote;
    },
    emit: (_event, payload) => void told.push(structuredClone(payload as GraderBench)),
  });
  const close = () => {
    benches.interrupt();
    database.close();
  };
  closing.push(close);
  const run = async (grader: Grader, change: Partial<BenchAsked> = {}): Promise<GraderBench> => {
    await benches.start({ planId: "p", grader, ...asked, ...change });
    await vi.waitFor(() => expect(benches.isBusy()).toBe(false), { interval: 1 });
    const bench = benches.get("p");
    if (!bench) throw new Error("There is no bench");
    return bench;
  };
  return { benches, store, told, run, close };
}

describe("a bench", () => {
  it("asks rows, and grades the answers here and at the service", async () => {
    const questions = answering((said) =>
      said.endsWith("3") ? "Nothing" : said.replace("Question", "Answer"),
    );
    const { run, told } = benchesWith({ questions });
    const bench = await run(exact);
    expect(bench).toMatchObject({
      state: "done",
      isValid: true,
      diagnosis: null,
      planId: "p",
      grader: exact,
      asked,
    });
    expect(bench.rows).toHaveLength(20);
    expect(bench.rows[0]).toEqual({
      key: 1,
      asked: "Question 0",
      answer: "Answer 0",
      diagnosis: null,
      here: { score: 1, passed: true, parts: {}, error: null, said: null },
      there: { score: 1, passed: true, parts: {}, error: null, said: null },
      readings: {},
    });
    expect(bench.failing).toEqual({ here: { count: 2, of: 20 }, there: { count: 2, of: 20 } });
    expect(bench.agreement).toEqual({ both: 20, same: 20, spearman: 1, largest: 0 });
    expect(told.at(-1)).toEqual(bench);
    expect(told.length).toBeGreaterThan(20);
    expect(questions.asked).toHaveLength(20);
  });

  it("counts failing answers of a grader without a threshold by the one that is set beside it", async () => {
    const grader = several("0.4 * a", { a: exact });
    expect((await benchesWith({}).run(grader)).failing.here).toBeNull();
    expect((await benchesWith({}).run(grader, { passAt: 0.5 })).failing).toEqual({
      here: { count: 20, of: 20 },
      there: { count: 0, of: 20 },
    });
  });

  it("shows where the two places differ, and which reading the service has", async () => {
    const remote = service({
      run: async (_grader, sample) => ({
        reward: sample === "Answer 1" ? 0.9 : 0.2,
        subRewards: {},
        errors: [],
        details: null,
      }),
    });
    const bench = await benchesWith({ remote }).run(alike("fuzzy_match", 0.5));
    expect(bench.agreement).toMatchObject({ both: 20, same: 0 });
    expect(bench.fits).toEqual([]);
    const like = { ...exact, operation: "like" as const, reference: "Answer" };
    const wildcards = service({
      run: async () => ({ reward: 0, subRewards: {}, errors: [], details: null }),
    });
    expect((await benchesWith({ remote: wildcards }).run(like)).fits).toEqual(["wildcards"]);
  });

  it("asks a model that grades through its own deployment", async () => {
    const questions = answering((said, deployment) => (deployment === "judge" ? '{"score": 8}' : said));
    const judge = { connectionId: "c", deployment: "judge" };
    const bench = await benchesWith({ questions }).run(judged, { judge, service: null, rows: 3 });
    expect(bench.rows.map(({ here }) => here?.score)).toEqual([8, 8, 8]);
    expect(bench).toMatchObject({ isValid: null, failing: { here: { count: 0, of: 3 }, there: null } });
    expect(questions.asked).toContain("judge: Wanted: Answer 2. Said: Question 2.");
    expect(bench.rows.every(({ there }) => there === null)).toBe(true);
  });

  it("grades here only what the service does not take, and shows its refusal", async () => {
    const refusal = diagnosisOf("request_refused", {}, { status: 400, message: "Bad grader" });
    const validate = async () => {
      throw new FoundryError(refusal);
    };
    const run = vi.fn(service().run);
    const bench = await benchesWith({ remote: service({ validate, run }) }).run(exact);
    expect(bench).toMatchObject({ state: "done", isValid: false, diagnosis: refusal });
    expect(bench.failing).toMatchObject({ here: { of: 20 }, there: null });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ["no such route", diagnosisOf("route_not_found", {}, { status: 404, message: "Not found" })],
    ["no network", diagnosisOf("host_not_found", { host: "h" })],
  ])(
    "does not call a grader refused that the service could not be asked about: %s",
    async (_name, diagnosis) => {
      const bench = await benchesWith({ remote: new FoundryError(diagnosis) }).run(exact, { rows: 2 });
      expect(bench).toMatchObject({ state: "done", isValid: null, diagnosis, failing: { here: { of: 2 } } });
    },
  );

  it("never takes an error flag of the service for a score", async () => {
    const remote = service({
      run: async () => ({
        reward: 0,
        subRewards: { a: 0 },
        errors: ["python_grader_runtime_error"],
        details: "ZeroDivisionError",
      }),
    });
    const bench = await benchesWith({ remote }).run(exact, { rows: 1 });
    expect(bench.rows[0]?.there).toEqual({
      score: null,
      passed: null,
      parts: { a: 0 },
      error: "service_flagged",
      said: "python_grader_runtime_error: ZeroDivisionError",
    });
    expect(bench.failing.there).toBeNull();
  });

  it("has rows that cannot be asked, and goes on", async () => {
    const rows = ["{", "[1]", '{"messages":[]}', row(1)];
    const bench = await benchesWith({ rows }).run(exact);
    expect(bench.rows.map(({ diagnosis }) => diagnosis?.code ?? null)).toEqual([
      "row_without_prompt",
      "row_without_prompt",
      "row_without_prompt",
      null,
    ]);
    expect(bench.failing.here).toEqual({ count: 0, of: 1 });
  });

  it("asks nothing more where only a person can help, and says so in every row", async () => {
    const questions = answering(() => diagnosisOf("key_refused"));
    const bench = await benchesWith({ questions }).run(exact);
    expect(bench.rows.every(({ diagnosis }) => diagnosis?.code === "key_refused")).toBe(true);
    expect(questions.asked.length).toBeLessThanOrEqual(4);
  });

  it("goes on here where the service stops to grade", async () => {
    const gone = diagnosisOf("key_refused", {}, { status: 401, message: "Access denied" });
    let runs = 0;
    const remote = service({
      run: async () => {
        runs += 1;
        throw new FoundryError(gone);
      },
    });
    const bench = await benchesWith({ remote }).run(exact);
    expect(bench.diagnosis).toEqual(gone);
    expect(
      bench.rows.every(({ there }) => there?.error === "service_failed" && there.said === "Access denied"),
    ).toBe(true);
    expect(bench.failing.here).toEqual({ count: 0, of: 20 });
    expect(runs).toBeLessThanOrEqual(4);
  });

  it("keeps the beginning of a long answer, and grades all of it", async () => {
    const long = "x".repeat(50_000);
    const rows = [JSON.stringify({ messages: [{ role: "user", content: "?" }], answer: long })];
    const bench = await benchesWith({ questions: answering(() => long), rows }).run(exact);
    expect(bench.rows[0]?.here?.score).toBe(1);
    expect(bench.rows[0]?.answer?.length).toBeLessThanOrEqual(8_000);
  });
});

describe("a bench that does not end by itself", () => {
  const untilStopped = () => answering((said) => (said.endsWith("0") ? said : new Promise(() => {})));

  it("stops at once, and keeps what is there", async () => {
    const { benches, told } = benchesWith({ questions: untilStopped() });
    await benches.start({ planId: "p", grader: exact, ...asked });
    await vi.waitFor(() => expect(benches.get("p")?.rows[0]?.there).not.toBeNull(), { interval: 1 });
    benches.stop("p");
    expect(benches.isBusy()).toBe(false);
    expect(told.at(-1)).toMatchObject({ state: "stopped" });
    expect(
      benches
        .get("p")
        ?.rows.map(({ answer }) => answer)
        .filter(Boolean),
    ).toEqual(["Question 0"]);
    expect(() => benches.stop("p")).not.toThrow();
  });

  it("gives way to another of the same plan, which takes its place", async () => {
    const { benches } = benchesWith({ questions: untilStopped() });
    const first = await benches.start({ planId: "p", grader: exact, ...asked });
    const other = await benches.start({ planId: "p", grader: alike("bleu"), ...asked });
    expect(other.id).not.toBe(first.id);
    expect(benches.get("p")).toMatchObject({ id: other.id, state: "running" });
    expect(benches.get("q")).toBeNull();
  });

  it("says that it was interrupted, after a proper end of the app and after a crash", async () => {
    const profile = makeProfile();
    const one = benchesWith({ profile, questions: untilStopped() });
    await one.benches.start({ planId: "p", grader: exact, ...asked });
    await one.benches.start({ planId: "q", grader: exact, ...asked });
    await vi.waitFor(() => expect(one.benches.get("q")?.rows[0]?.there).not.toBeNull(), { interval: 1 });
    // What a crash leaves: another opens the same profile.
    const after = benchesWith({ profile });
    after.store.recover();
    expect(after.benches.get("q")).toMatchObject({ state: "interrupted", rows: { length: 20 } });
    expect(after.benches.get("q")?.rows[0]).toMatchObject({ answer: "Question 0", here: { score: 0 } });
    one.benches.interrupt();
    expect(one.benches.get("p")).toMatchObject({ state: "interrupted" });
    after.store.drop((planId) => planId === "p");
    expect([after.benches.get("p")?.planId, after.benches.get("q")]).toEqual(["p", null]);
  });
});
