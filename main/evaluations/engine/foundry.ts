import { randomUUID } from "node:crypto";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import {
  diagnoseEvalRun,
  type EvalItem,
  type Evals,
  hasRunEnded,
  type RemoteEvalRun,
} from "../../foundry/evals/evals.ts";
import type { EvaluatorKnown } from "../../graders/graders.ts";
import type { EvalRowAsked } from "../process/eval-rows.ts";
import type { Sent } from "../process/sent.ts";
import { notAsked, twinRows } from "../shape.ts";
import { costOf } from "./batch-answers.ts";
import { answerIn, criteriaOf, evalAsked, gradesIn, shapeOf, sourceOf } from "./foundry-run.ts";
import { adopt, nameOf, sending as sendingTo, sentOf, type ThereAsking } from "./foundry-sent.ts";
import { persistently } from "./persisting.ts";
import type { SomeRun } from "./ports.ts";
import { runProgress, sending } from "./remote-progress.ts";

export type { ThereAsking };

/** Rows of a run; the first ones are small, for their answers are graded here as well. */
const runRows = 500;
/** Times in a row that the connection may break off before a person is told. */
const mostBroken = 3;

/**
 * Lets the service ask the models and grade, one run after another, and takes up what was sent before. What is sent is
 * written down first, so that nothing is sent twice and no answer lost whenever the app ends. It halts where a grader has
 * graded the first answers differently here, until a person goes on anyway. Resolves with null when all
 * is there or the signal has ended it, or with what a person has to put right. Runs go on without the app.
 */
export async function runThere(asking: ThereAsking, signal: AbortSignal): Promise<Diagnosis | null> {
  const { run } = asking;
  for (let broken = 1; ; broken += 1)
    try {
      return await runAll(asking, signal);
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof FoundryError)) throw error;
      const { diagnosis } = error;
      // What broke off may have arrived: the next look finds it, or forgets it and sends it again.
      if (diagnosis.raw?.status !== undefined || !diagnosis.retryable || broken > mostBroken)
        return diagnosis;
      await asking.services.pause(signal).catch(() => {});
    } finally {
      for (const { id } of run.settings.models) run.followed(id, []);
    }
}

async function runAll(asking: ThereAsking, signal: AbortSignal): Promise<Diagnosis | null> {
  const { run, services, connectionId } = asking;
  const client = await services.evals(connectionId);
  await adopt(asking, client, true, signal);
  for (const [place, model] of run.settings.models.entries()) {
    const halt = await runModel(asking, client, model, place, signal);
    if (halt) return halt;
  }
  return null;
}

/** Ends the runs that are under way at the service: what they have answered by then can still be collected. */
export async function cancelThere(asking: ThereAsking<SomeRun>, signal: AbortSignal): Promise<void> {
  const client = await asking.services.evals(asking.connectionId);
  // What is not in the list yet may still arrive: the next look finds it then.
  await adopt(asking, client, false, signal);
  const all = await sentOf(asking);
  const evalId = all.find(({ model }) => model === null)?.remote;
  for (const { remote, model } of all)
    if (evalId && model !== null && remote !== null)
      await client.cancel(evalId, remote, signal).catch((error: unknown) => {
        if (!(error instanceof FoundryError && error.diagnosis.code === "eval_ended")) throw error;
      });
}

/** Runs all that is left of a model. */
async function runModel(
  asking: ThereAsking,
  client: Evals,
  model: EvaluationModel,
  place: number,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const { run } = asking;
  const { file, writer } = run;
  // A run that a pause has ended says nothing of the next one.
  for (const sent of (await sentOf(asking)).filter((one) => one.model === place))
    await follow(asking, client, model, sent, signal);
  for (;;) {
    const { compared, differing } = await writer.ask("twinsStand", { file });
    const most = compared < twinRows ? twinRows - compared : runRows;
    const wanted = { file, model: place, from: 0, count: most, isOfOneRepeat: true };
    const { places: left } = await writer.ask("left", wanted);
    if (left.length === 0) return null;
    if (differing !== null) return diagnosisOf("evaluation_graders_differ", differing);
    const [, repeat = 0] = left;
    const rows = [...left.filter((_, at) => at % 2 === 0)];
    const asked = await writer.ask("evalRows", { file, rows });
    const [first] = asked.filter((one) => one !== null);
    const unaskable = rows.filter((_, at) => asked[at] === null);
    if (unaskable.length > 0) {
      const answers = unaskable.map((row) =>
        notAsked({ row, model: place, repeat }, diagnosisOf("eval_data_refused", { details: "" })),
      );
      run.counted(await writer.ask("put", { file, answers }));
    }
    if (!first) continue;
    const alike = asked.filter((one) => one !== null && shapeOf(one) === shapeOf(first)) as EvalRowAsked[];
    const sent = await start(asking, client, model, place, repeat, alike, signal);
    const halt = await follow(asking, client, model, sent, signal);
    if (halt) return halt;
  }
}

/** Starts a run; the evaluation that it is one of is made where it is not there yet. */
async function start(
  asking: ThereAsking,
  client: Evals,
  model: EvaluationModel,
  place: number,
  repeat: number,
  rows: readonly EvalRowAsked[],
  signal: AbortSignal,
): Promise<Sent> {
  const { run, services } = asking;
  const { file, writer } = run;
  const evalId = await evalOf(asking, client, rows, signal);
  const places = Int32Array.from(rows.flatMap(({ row }) => [row, repeat]));
  const sent: Sent = { name: randomUUID(), model: place, places, remote: null };
  const source = sourceOf(services.asked(model), rows, run.settings);
  run.followed(model.id, [sending("run", model.id, rows.length)]);
  const remote = await sendingTo(asking, sent, () => client.start(evalId, nameOf(sent.name), source, signal));
  const known = { ...sent, remote };
  await writer.ask("keepSent", { file, sent: known });
  return known;
}

/** The evaluation at the service, which all runs are of. */
async function evalOf(
  asking: ThereAsking,
  client: Evals,
  rows: readonly EvalRowAsked[],
  signal: AbortSignal,
): Promise<string> {
  const { run, connectionId } = asking;
  const { file, writer, settings } = run;
  const known = (await sentOf(asking)).find(({ model }) => model === null)?.remote;
  if (known) return known;
  const sent: Sent = { name: randomUUID(), model: null, places: new Int32Array(), remote: null };
  const evaluators = await evaluatorsOf(asking, client, signal);
  const asked = evalAsked(settings, connectionId, nameOf(sent.name), rows, evaluators);
  const remote = await sendingTo(asking, sent, () => client.create(asked, signal));
  await writer.ask("keepSent", { file, sent: { ...sent, remote } });
  return remote;
}

/** What is known of the project's evaluators, where one of them grades by a deployment. */
async function evaluatorsOf(
  { run, connectionId }: ThereAsking,
  client: Evals,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, EvaluatorKnown>> {
  if (!run.settings.graders.some((grader) => grader.kind === "evaluator" && grader.judge !== null))
    return new Map();
  const list = () => client.evaluators("builtin", signal);
  const all = (await persistently(run, connectionId, list, signal)) ?? [];
  return new Map(
    all.map(({ name, parameters }) => [name, { parameters: parameters.map((one) => one.name) }]),
  );
}

/** Waits for a run and writes down what it brings. Gives why some of it is missing; null where nothing is. */
async function follow(
  asking: ThereAsking,
  client: Evals,
  model: EvaluationModel,
  sent: Sent,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const { run, services, connectionId } = asking;
  const { file, writer } = run;
  const evalId = (await sentOf(asking)).find(({ model: of }) => of === null)?.remote;
  const { remote } = sent;
  if (!evalId || remote === null) return diagnosisOf("eval_not_found", { name: sent.name });
  const look = async () => {
    const now = await persistently(run, connectionId, () => client.run(evalId, remote, signal), signal);
    run.followed(model.id, [runProgress(model.id, now, sent.places.length / 2)]);
    return now;
  };
  let now = await look();
  while (!hasRunEnded(now.state)) {
    await services.pause(signal);
    signal.throwIfAborted();
    now = await look();
  }
  const brought = await collect(asking, client, model, sent, now, signal);
  await writer.ask("dropSent", { file, name: sent.name });
  if (brought === sent.places.length / 2) return null;
  return diagnoseEvalRun(now) ?? diagnosisOf("eval_run_failed", { details: "" });
}

/** Writes down the answers and grades of a run. Gives how many there were. */
async function collect(
  { run, services, connectionId }: ThereAsking,
  client: Evals,
  model: EvaluationModel,
  { model: place, places }: Sent,
  { id, evalId: told, createdAt }: RemoteEvalRun,
  signal: AbortSignal,
): Promise<number> {
  const { file, writer, settings } = run;
  const evalId = told || (await writer.ask("sent", { file })).find((one) => one.model === null)?.remote || "";
  const names = criteriaOf(settings, connectionId).map(({ name }) => name);
  const region = await services.region(connectionId);
  const pageAfter = (after: string | null) =>
    persistently(run, connectionId, () => client.items(evalId, id, names, after, signal), signal);
  const write = async (items: readonly EvalItem[]) => {
    const there = items.filter(({ row }) => row * 2 < places.length);
    const answers = await Promise.all(
      there.map(async (item) => {
        const [row = 0, repeat = 0] = places.subarray(item.row * 2);
        const answer = answerIn(item, { row, model: place ?? 0, repeat }, createdAt ?? Date.now());
        const usage = item.usage && { ...item.usage, reasoning: 0 };
        return { ...answer, cost: await costOf(run, model, usage, region) };
      }),
    );
    const grades = there.map((item) => gradesIn(item, settings));
    if (answers.length > 0) run.counted(await writer.ask("putThere", { file, answers, grades }));
    return answers.length;
  };
  let page = await pageAfter(null);
  let count = await write(page.rows);
  while (page.after !== null) {
    page = await pageAfter(page.after);
    count += await write(page.rows);
  }
  return count;
}
