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
import type { EvalRowAsked } from "../process/eval-rows.ts";
import type { Sent } from "../process/sent.ts";
import { notAsked, twinRows } from "../shape.ts";
import { costOf } from "./batch-answers.ts";
import { answerIn, criteriaOf, evalAsked, gradesIn, shapeOf, sourceOf } from "./foundry-run.ts";
import { persistently } from "./persisting.ts";
import type { EvaluationRun, RemoteServices, SomeRun } from "./ports.ts";

/** An evaluation that the service runs. */
export interface ThereAsking<Run extends SomeRun = EvaluationRun> {
  run: Run;
  services: RemoteServices;
  connectionId: string;
}

/** Rows of a run; the first one is small, for its answers are graded here as well. */
const runRows = 500;
/** Pages of a list that are looked through. */
const mostPages = 50;

const nameOf = (name: string): string => `Assay ${name}`;

/**
 * Lets the service ask the models and grade, one run after another, and takes up what was sent before. What is sent is
 * written down first, so that nothing is sent twice and no answer lost whenever the app ends. Resolves with null when all
 * is there or the signal has ended it, or with what a person has to put right. Runs go on without the app.
 */
export async function runThere(asking: ThereAsking, signal: AbortSignal): Promise<Diagnosis | null> {
  const { run, services, connectionId } = asking;
  try {
    const client = await services.evals(connectionId);
    await adopt(asking, client, true, signal);
    for (const [place, model] of run.settings.models.entries()) {
      const halt = await runModel(asking, client, model, place, signal);
      if (halt) return halt;
    }
    return null;
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof FoundryError) return error.diagnosis;
    throw error;
  }
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

const sentOf = ({ run: { file, writer } }: ThereAsking<SomeRun>): Promise<Sent[]> =>
  writer.ask("sent", { file });

/**
 * Finds what was sent when the app ended before it heard what the service calls it. What never arrived is forgotten where
 * `forgets`.
 */
async function adopt(
  asking: ThereAsking<SomeRun>,
  client: Evals,
  forgets: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { run, connectionId } = asking;
  const { file, writer } = run;
  const find = async (
    name: string,
    list: (after: string | null) => Promise<{ rows: { id: string; name: string }[]; after: string | null }>,
  ): Promise<string | null> => {
    let page = await persistently(run, connectionId, () => list(null), signal);
    for (let count = 1; ; count += 1) {
      const found = page.rows.find((one) => one.name === nameOf(name));
      if (found || page.after === null || count >= mostPages) return found?.id ?? null;
      const { after } = page;
      page = await persistently(run, connectionId, () => list(after), signal);
    }
  };
  const keep = async (sent: Sent, remote: string | null) => {
    if (remote !== null) await writer.ask("keepSent", { file, sent: { ...sent, remote } });
    else if (forgets) await writer.ask("dropSent", { file, name: sent.name });
  };
  for (const sent of await sentOf(asking))
    if (sent.model === null && sent.remote === null)
      await keep(sent, await find(sent.name, (after) => client.list(after, signal)));
  const all = await sentOf(asking);
  const evalId = all.find(({ model }) => model === null)?.remote ?? null;
  for (const sent of all)
    if (sent.model !== null && sent.remote === null)
      await keep(sent, evalId && (await find(sent.name, (after) => client.runs(evalId, after, signal))));
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
  const isNew = (await writer.ask("twins", { file })) === null;
  for (let isFirst = isNew; ; isFirst = false) {
    const left = (await writer.ask("left", { file }))[place] ?? new Int32Array();
    if (left.length === 0) return null;
    const [, repeat = 0] = left;
    const rows: number[] = [];
    for (let at = 0; at < left.length && rows.length < (isFirst ? twinRows : runRows); at += 2)
      if (left[at + 1] === repeat) rows.push(left[at] ?? 0);
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
  const source = sourceOf(services.asked(model), rows);
  const remote = await sending(asking, sent, () => client.start(evalId, nameOf(sent.name), source, signal));
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
  const asked = evalAsked(settings, connectionId, nameOf(sent.name), rows);
  const remote = await sending(asking, sent, () => client.create(asked, signal));
  await writer.ask("keepSent", { file, sent: { ...sent, remote } });
  return remote;
}

/** Writes down what is about to be sent, and sends it. What was refused is forgotten. */
async function sending(
  { run: { file, writer } }: ThereAsking,
  sent: Sent,
  send: () => Promise<{ id: string }>,
): Promise<string> {
  await writer.ask("keepSent", { file, sent });
  try {
    return (await send()).id;
  } catch (error) {
    const isRefused = error instanceof FoundryError && error.diagnosis.raw?.status !== undefined;
    if (isRefused) await writer.ask("dropSent", { file, name: sent.name });
    throw error;
  }
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
  const look = () => client.run(evalId, remote, signal);
  let now = await persistently(run, connectionId, look, signal);
  while (!hasRunEnded(now.state)) {
    await services.pause(signal);
    signal.throwIfAborted();
    now = await persistently(run, connectionId, look, signal);
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
