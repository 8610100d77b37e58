import { randomUUID } from "node:crypto";
import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import type { JudgeCertificate, JudgeStanding, JudgeWeight } from "../../../preload/contract/judges.ts";
import type { MethodsOf } from "../../feature.ts";
import { problem } from "../../foundry/error.ts";
import { type Deployed, isOwnJudge } from "../../graders/graders.ts";
import type { Emit, Handlers } from "../../ipc.ts";
import type { Workers } from "../../processes/workers.ts";
import { priced } from "../before/costs.ts";
import { type DeployedFacts, modelBehind } from "../before/models.ts";
import type { EvaluationRun } from "../engine/ports.ts";
import type { Evaluations } from "../evaluations.ts";
import type { Work } from "../process/work.ts";
import {
  type Bound,
  boundOf,
  type Certificates,
  certificateOf,
  changesBetween,
  type KeptCertificate,
} from "./certificates.ts";
import { createMeasuring } from "./measuring.ts";
import type { OutsideVote } from "./outside-votes.ts";
import type { Judge } from "./steps.ts";
import { requestsOf } from "./weight.ts";

/** What measuring judges stands on. */
export interface JudgeParts extends Pick<EvaluationRun, "questions" | "embed"> {
  evaluations: Pick<Evaluations, "find" | "fileOf" | "counted">;
  certificates: Certificates;
  readers: Workers<Work>;
  writers: Workers<Work>;
  /** Blind votes from comparisons. */
  votes: () => Promise<OutsideVote[]>;
  /** What is known of a deployment. Never throws. */
  look(deployed: Deployed): Promise<DeployedFacts>;
  emit: Emit;
}

interface JudgeId {
  evaluationId: string;
  graderId: string;
}

/** Measures the judges of evaluations, and keeps what was measured. Calls are as the contract says. */
export function createJudges(parts: JudgeParts) {
  const { evaluations, certificates, readers, writers, votes, look, questions, embed, emit } = parts;
  const { find, fileOf } = evaluations;
  const changed = (evaluationId: string | null) => emit("judges.changed", { evaluationId });
  const measuring = createMeasuring((key) => changed((JSON.parse(key) as [string, string])[0]));
  const keyOf = ({ evaluationId, graderId }: JudgeId) => JSON.stringify([evaluationId, graderId]);
  const of = ({ evaluationId, graderId }: JudgeId) => ({ file: fileOf(evaluationId), graderId });

  /** The same with votes that a judge of pairs may be held against. */
  const voted = async (asked: JudgeId) => ({
    ...of(asked),
    votes: judgeIn(asked).verdict.form === "pair" ? await votes() : [],
  });

  const judgeIn = ({ evaluationId, graderId }: JudgeId): Judge => {
    const judge = find(evaluationId).settings.graders.find(({ id }) => id === graderId);
    if (judge?.kind !== "judge") throw problem("not_found");
    return judge;
  };
  const boundNow = async (judge: Judge): Promise<Bound> =>
    boundOf(judge, modelBehind(await look(judge.judge)));

  /** The models of an evaluation that are a judge's own. */
  const ownModels = async (judge: Judge, models: readonly EvaluationModel[]): Promise<EvaluationModel[]> => {
    const own = { ...judge.judge, ...modelBehind(await look(judge.judge)) };
    const found: EvaluationModel[] = [];
    for (const model of models) {
      const { connectionId, deployment } = model;
      if (isOwnJudge(own, { connectionId, deployment, ...modelBehind(await look(model)) })) found.push(model);
    }
    return found;
  };

  const standing = async (evaluationId: string, judge: Judge): Promise<JudgeStanding> => {
    const { id: graderId } = judge;
    const [now, own] = [await boundNow(judge), await ownModels(judge, find(evaluationId).settings.models)];
    const all = certificates.all();
    // Of several, the one that was held against most of a person's labels.
    const holding = all
      .filter(({ bound }) => changesBetween(bound, now).length === 0)
      .sort((one, other) => labelsIn(other) - labelsIn(one))[0];
    const before = all.find((one) => one.graderId === graderId && one.name === judge.name);
    const kept = holding ?? before;
    const names = own.map(({ name }) => name);
    const key = keyOf({ evaluationId, graderId });
    return {
      graderId,
      state: holding ? "measured" : kept ? "stale" : "none",
      certificate: kept ? certificateOf(kept, names) : null,
      changed: kept && !holding ? changesBetween(kept.bound, now) : [],
      ownModels: own.map(({ id }) => id),
      running: measuring.of(key),
      problem: measuring.problemOf(key),
    };
  };
  const standings = (evaluationId: string): Promise<JudgeStanding[]> =>
    Promise.all(
      find(evaluationId).settings.graders.flatMap((grader) =>
        grader.kind === "judge" ? [standing(evaluationId, grader)] : [],
      ),
    );
  const labelsIn = ({ measurement }: KeptCertificate) => measurement.agreement?.labels ?? 0;

  const certify = async (asked: JudgeId): Promise<void> => {
    const judge = judgeIn(asked);
    const { name, settings } = find(asked.evaluationId);
    const measurement = await readers.desk().ask("judgeMeasurement", await voted(asked));
    certificates.put({
      id: randomUUID(),
      graderId: asked.graderId,
      bound: await boundNow(judge),
      name: judge.name,
      deployment: judge.judge.deployment,
      evaluationId: asked.evaluationId,
      evaluationName: name,
      measuredAt: Date.now(),
      measurement,
      ownModels: (await ownModels(judge, settings.models)).map((model) => model.name),
    });
    changed(null);
  };

  const measure = (asked: JudgeId): void => {
    judgeIn(asked);
    const { state } = find(asked.evaluationId);
    if (state === "running" || state === "preparing") throw problem("evaluation_busy");
    const { file } = of(asked);
    const writer = writers.desk();
    measuring.begin(
      keyOf(asked),
      async () => ({
        ...(await readers.desk().ask("judgeAgain", await voted(asked))),
        ...{ questions, embed, writer, file },
        counted: (counts) => evaluations.counted(asked.evaluationId, counts),
      }),
      () => certify(asked),
    );
    changed(asked.evaluationId);
  };

  const weigh = async (asked: JudgeId): Promise<JudgeWeight> => {
    const again = await readers.desk().ask("judgeAgain", await voted(asked));
    const { answers, asked: done, labels, seen, fromVotes } = again;
    const { requests, size } = requestsOf(again.works);
    const facts = await look(judgeIn(asked).judge);
    const cost = priced(facts, size, requests);
    return { answers, asked: done, requests, cost, labels, seen, fromVotes };
  };

  const handlers: Pick<Handlers, MethodsOf<"judges">> = {
    "judges.standings": ({ evaluationId }) => standings(evaluationId),
    "judges.weigh": weigh,
    "judges.measure": measure,
    "judges.stop": (asked) => measuring.stop(keyOf(asked)),
    "judges.corrections": async (asked) => {
      const { state, certificate } = await standing(asked.evaluationId, judgeIn(asked));
      if (state !== "measured" || !certificate) return [];
      const { passes } = certificate.measurement;
      return readers.desk().ask("judgeCorrections", { ...of(asked), passes });
    },
    "judges.disagreements": async (asked) => readers.desk().ask("judgeDisagreements", await voted(asked)),
    "judges.toMark": async ({ without, ...asked }) =>
      readers.desk().ask("toMark", { ...(await voted(asked)), without }),
    "judges.list": (): JudgeCertificate[] => certificates.all().map((kept) => certificateOf(kept)),
    "judges.remove": ({ id }) => {
      certificates.setRemoved(id, Date.now());
      changed(null);
    },
    "judges.restore": ({ id }) => {
      certificates.setRemoved(id, null);
      changed(null);
    },
  };
  return {
    handlers,
    standings,
    purge: certificates.purge,
    isBusy: measuring.isBusy,
    interrupt: measuring.interrupt,
    settled: measuring.settled,
  };
}
