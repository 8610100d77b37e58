import { createHash } from "node:crypto";
import { vi } from "vitest";
import type { DeployedFacts } from "../../../../main/evaluations/before/models.ts";
import { openCertificates } from "../../../../main/evaluations/judges/certificates.ts";
import { createJudges } from "../../../../main/evaluations/judges/judges.ts";
import { outsideVotes } from "../../../../main/evaluations/judges/outside-votes.ts";
import { createWorkers } from "../../../../main/processes/workers.ts";
import type { Questions } from "../../../../main/runs/questions.ts";
import type { GraderOf } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import type { JudgeCertificate } from "../../../../preload/contract/judges.ts";
import type { Vote } from "../../../../preload/contract/votes.ts";
import { evaluationWorkers } from "../../../fakes/evaluation-workers.ts";
import { openedEvaluations, settingsOf } from "../opened.ts";

/** A judge that gives a score from 1 to 5. */
export const scoreJudge: GraderOf<"judge"> = {
  id: "judge",
  name: "Judge",
  kind: "judge",
  judge: { connectionId: "c", deployment: "judge" },
  verdict: { form: "score", range: [1, 5], passAt: null },
  rubric: "Is it right?",
  messages: [{ role: "user", content: "Q={{question}} A={{sample.output_text}}" }],
  temperature: null,
  maxTokens: null,
};

/** The same, which passes an answer or fails it. */
export const labelJudge: GraderOf<"judge"> = {
  ...scoreJudge,
  verdict: { form: "label", labels: ["good", "bad"], passing: ["good"] },
};

/** The same, which says which of two answers is better. */
export const pairJudge: GraderOf<"judge"> = {
  ...scoreJudge,
  verdict: { form: "pair" },
  messages: [{ role: "user", content: "Q={{question}}\nA={{answer_a}}\nB={{answer_b}}" }],
};

/** A number from 0 up to, not including, 1 that belongs to a text. */
export const drawn = (text: string): number =>
  createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;

const deployedFacts = ([model, version]: readonly [string | null, string | null]): DeployedFacts => ({
  isThere: true,
  known: model === null ? null : ({ model, version } as DeployedFacts["known"]),
  price: { input: 1, output: 4, cachedInput: null, currency: "USD" },
  isFree: false,
  limits: { tokens: null, requests: null },
});

/** The evaluations and judges of a profile; `models` tells the model and version behind a deployment. */
export function openedJudges(
  profile: string,
  questions: Questions,
  {
    rows = 100,
    models = {},
    votes = [],
  }: { rows?: number; models?: Record<string, [string, string]>; votes?: readonly Vote[] } = {},
) {
  const app = openedEvaluations(profile, questions, { rows });
  const writers = createWorkers(evaluationWorkers);
  const judges = createJudges({
    evaluations: app.service,
    certificates: openCertificates(app.database),
    readers: writers,
    writers,
    questions,
    embed: async () => ({ vectors: [], tokens: null }),
    votes: outsideVotes({
      list: () => votes.filter(({ isBlind }) => isBlind),
      get: (id) => votes.find((vote) => vote.id === id) as Vote,
    }),
    look: async ({ deployment }) => deployedFacts(models[deployment] ?? [null, null]),
    emit: () => {},
  });
  const { handlers } = judges;
  let isClosed = false;
  const standing = async (evaluationId: string) => (await handlers["judges.standings"]({ evaluationId }))[0];
  /** Measures the judge to the end and gives its certificate. */
  const measured = async (evaluationId: string): Promise<JudgeCertificate> => {
    await handlers["judges.measure"]({ evaluationId, graderId: "judge" });
    await judges.settled();
    const found = await standing(evaluationId);
    if (!found?.certificate) throw new Error(`Not measured: ${JSON.stringify(found)}`);
    return found.certificate;
  };
  return {
    ...app,
    judges,
    handlers,
    standing,
    measured,
    /** Runs an evaluation with this judge alone. */
    judged: async (judge: GraderOf<"judge">, more: Partial<EvaluationSettings> = {}) => {
      const { id } = await app.started(settingsOf({ graders: [judge], lead: "judge", atOnce: 8, ...more }));
      return id;
    },
    end: () => {
      judges.interrupt();
      writers.end();
      app.end();
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      judges.interrupt();
      await judges.settled();
      writers.end();
      await app.close();
    },
  };
}

/** Waits until something is so. */
export const until = (is: () => void): Promise<void> => vi.waitFor(is, { timeout: 10_000, interval: 2 });
