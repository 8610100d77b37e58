import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { BenchRow, Grade } from "../../preload/contract/graders.ts";
import { shortenedTo } from "../../preload/cut.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";
import type { RemoteGraders } from "../foundry/graders/graders.ts";
import type { JsonObject } from "../foundry/json.ts";
import { persist } from "../runs/persisting.ts";
import type { Questions } from "../runs/questions.ts";
import { answerOf, judgeOver } from "./answers.ts";
import type { StoredBench } from "./bench-store.ts";
import { type GradePorts, grade, passedBy, readingsOf } from "./grade.ts";
import { promptOf } from "./prompt.ts";
import { gradeFrom, isRefusal, ungraded } from "./remote-grade.ts";

/** A bench while its rows are asked. */
export interface BenchWork {
  bench: StoredBench;
  /** The rows in full. */
  items: readonly JsonObject[];
  signal: AbortSignal;
  questions: Questions;
  /** The graders of a connection's service. */
  remote(connectionId: string): Promise<RemoteGraders>;
  /** Take what is new; what they throw ends the bench. */
  changeHead(change: Partial<StoredBench>): void;
  changeRow(place: number, change: Partial<BenchRow>): void;
}

/** Rows that are asked at the same time. */
const atOnce = 4;
/** Characters of an answer and of a remark that are shown and kept. */
const kept = { answer: 8_000, said: 1_000 };

/** Asks all rows of a bench, and grades the answers here and at the service, until all are or the signal ends it. */
export async function runBench(work: BenchWork): Promise<void> {
  const { bench, items, signal, questions, changeHead, changeRow } = work;
  const { grader, asked } = bench;
  /** What a person has to put right before more can be asked. */
  const halted: { answers?: Diagnosis; service?: Diagnosis } = {};
  const graders = await serviceOf(work);

  /** The answer of a row; null where there is none. */
  const answer = async (place: number, position: number): Promise<string | null> => {
    const messages = promptOf(items[place] ?? {});
    if (messages === null || halted.answers) {
      changeRow(place, { diagnosis: halted.answers ?? diagnosisOf("row_without_prompt") });
      return null;
    }
    const question = { system: "", messages, parameters: {} };
    const outcome = await answerOf(questions, asked.answers, position, question, signal);
    if (outcome === null) return null;
    if ("value" in outcome) {
      changeRow(place, { answer: shortenedTo(outcome.value, kept.answer) });
      return outcome.value;
    }
    if (outcome.isForPerson) halted.answers = outcome.diagnosis;
    changeRow(place, { diagnosis: outcome.diagnosis });
    return null;
  };

  const gradeHere = async (place: number, position: number, sample: string): Promise<void> => {
    const item = items[place] ?? {};
    const graded = await grade(grader, sample, item, { ask: judgeOf(work, atOnce + position), signal });
    const passed = graded.passed ?? passedBy(grader, graded.score, asked.passAt);
    changeRow(place, { here: shown({ ...graded, passed }), readings: readingsOf(grader, sample, item) });
  };

  const gradeThere = async (place: number, sample: string, service: RemoteGraders): Promise<void> => {
    if (halted.service) return changeRow(place, { there: ungraded(halted.service) });
    const attempt = async () => {
      try {
        return { value: await service.run(grader, sample, items[place] ?? {}, signal) };
      } catch (error) {
        return { diagnosis: diagnosisIn(error) };
      }
    };
    const limit = JSON.stringify(["graders", asked.service]);
    const outcome = await persist(questions.pacing, limit, attempt, signal);
    if (outcome === null) return;
    if ("value" in outcome)
      return changeRow(place, { there: shown(gradeFrom(outcome.value, grader, asked.passAt)) });
    if (outcome.isForPerson) {
      halted.service = outcome.diagnosis;
      changeHead({ diagnosis: outcome.diagnosis });
    }
    changeRow(place, { there: shown(ungraded(outcome.diagnosis)) });
  };

  let next = 0;
  const worker = async (position: number) => {
    while (next < items.length && !signal.aborted) {
      const place = next;
      next += 1;
      const sample = await answer(place, position);
      if (sample === null) continue;
      const here = gradeHere(place, position, sample);
      await Promise.all([here, graders && gradeThere(place, sample, graders)]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, position) => worker(position)));
}

/** The service's graders; null where none are wanted, or the service does not take this one: it is graded here only. */
async function serviceOf({ bench, remote, signal, changeHead }: BenchWork): Promise<RemoteGraders | null> {
  const { service } = bench.asked;
  if (service === null) return null;
  try {
    const graders = await remote(service);
    await graders.validate(bench.grader, signal);
    changeHead({ isValid: true });
    return graders;
  } catch (error) {
    if (signal.aborted) return null;
    const diagnosis = diagnosisIn(error);
    changeHead({ isValid: isRefusal(diagnosis) ? false : null, diagnosis });
    return null;
  }
}

/** Asks the model that grades; null where there is none. */
function judgeOf({ bench, questions }: BenchWork, position: number): GradePorts["ask"] {
  const { judge } = bench.asked;
  if (judge === null) return null;
  return judgeOver(questions, judge, position);
}

const shown = (grade: Grade): Grade => ({ ...grade, said: grade.said && shortenedTo(grade.said, kept.said) });

/** What an error says of itself. */
export const diagnosisIn = (error: unknown): Diagnosis =>
  (error instanceof FoundryError ? error : problem("unexpected", {}, error)).diagnosis;
