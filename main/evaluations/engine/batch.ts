import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import type { RemoteProgress } from "../../../preload/contract/evaluations.ts";
import { type Batches, diagnoseBatch, hasEnded, type RemoteBatch } from "../../foundry/batches/batches.ts";
import { batchUrls } from "../../foundry/batches/lines.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import type { Sent } from "../process/sent.ts";
import { customIdOf, notAsked } from "../shape.ts";
import { endedIn } from "./batch-answers.ts";
import { persistently } from "./persisting.ts";
import type { EvaluationRun, RemoteServices, SomeRun } from "./ports.ts";
import { batchProgress, sending } from "./remote-progress.ts";

/** A model of an evaluation that is asked by the Batch API. */
export interface BatchAsking<Run extends SomeRun = EvaluationRun> {
  run: Run;
  services: RemoteServices;
  model: EvaluationModel;
  /** The place of the model in the settings. */
  place: number;
}

/** Pages of batches that are looked through for one that was sent. */
const mostPages = 20;
/** Answers that are written down at once. */
const atOnce = 100;
/** Seconds for which the service keeps the files of a batch: the least that it takes, 14 days. */
const filesLast = 14 * 86_400;

/** Times in a row that sending may break off before a person is told. */
const mostBroken = 3;

/** The name of a batch, in what the service keeps with it. */
const nameKey = "assay";

/**
 * Asks all that is left of a model in batches, and takes up those that were sent before. What is sent is written down
 * first, so that nothing is sent twice and no answer lost whenever the app ends. Resolves with null when all is there or
 * the signal has ended it, or with what a person has to put right. Batches go on without the app.
 */
export async function askInBatches(asking: BatchAsking, signal: AbortSignal): Promise<Diagnosis | null> {
  const { run, services, model } = asking;
  let halt: Diagnosis | null = null;
  let isFull = false;
  let broken = 0;
  const endedByPause = new Set<string>();
  try {
    const client = await services.batches(model.connectionId);
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      await adopt(asking, client, true, signal);
      if (halt === null && !isFull) {
        const refused = await submitLeft(asking, client, signal);
        broken = refused?.is === "broken" ? broken + 1 : 0;
        isFull = refused?.is === "full";
        if (refused?.is === "refused" || broken > mostBroken) halt = refused?.why ?? null;
      }
      const open = await sentOf(asking);
      if (open.length === 0) return halt;
      let ended = 0;
      const works: RemoteProgress[] = [];
      for (const sent of open) {
        const { remote } = sent;
        if (remote === null) continue;
        const batch = await persistently(run, model.connectionId, () => client.get(remote, signal), signal);
        works.push(batchProgress(model.id, batch, sent.places.length / 2));
        // One whose cancellation began before this did was cancelled by a pause, also where that takes a while.
        if (isFirst && (batch.state === "cancelling" || batch.state === "cancelled"))
          endedByPause.add(sent.name);
        if (!hasEnded(batch.state)) continue;
        ended += 1;
        const why = await collect(asking, client, batch, sent, signal);
        if (!endedByPause.has(sent.name)) halt ??= why;
      }
      run.followed(model.id, works);
      if (ended > 0) isFull = false;
      else await services.pause(signal);
    }
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof FoundryError) return error.diagnosis;
    throw error;
  } finally {
    run.followed(model.id, []);
  }
  return null;
}

/** Cancels all batches of an evaluation that are under way: what they have answered by then can still be collected. */
export async function cancelBatches(asking: BatchAsking<SomeRun>, signal: AbortSignal): Promise<void> {
  const client = await asking.services.batches(asking.model.connectionId);
  // What is not in the list yet may still arrive: the next look finds it then.
  await adopt(asking, client, false, signal);
  for (const { remote } of await sentOf(asking))
    if (remote !== null)
      await client.cancel(remote, signal).catch((error: unknown) => {
        if (!(error instanceof FoundryError && error.diagnosis.code === "batch_ended")) throw error;
      });
}

const sentOf = async ({ run: { file, writer }, place }: BatchAsking<SomeRun>): Promise<Sent[]> =>
  (await writer.ask("sent", { file })).filter(({ model }) => model === place);

/**
 * Finds what was sent when the app ended before it heard what the service calls it. What never arrived is forgotten where
 * `forgets`.
 */
async function adopt(
  asking: BatchAsking<SomeRun>,
  client: Batches,
  forgets: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { run, model } = asking;
  const { file, writer } = run;
  const unknown = (await sentOf(asking)).filter(({ remote }) => remote === null);
  if (unknown.length === 0) return;
  const found = new Map<string, string>();
  const pageAfter = (after: string | null) =>
    persistently(run, model.connectionId, () => client.list(after, signal), signal);
  let page = await pageAfter(null);
  for (let count = 1; ; count += 1) {
    for (const { id, metadata } of page.rows) found.set(metadata[nameKey] ?? "", id);
    if (page.after === null || count >= mostPages) break;
    page = await pageAfter(page.after);
  }
  for (const sent of unknown) {
    const remote = found.get(sent.name);
    if (remote === undefined && forgets) await writer.ask("dropSent", { file, name: sent.name });
    if (remote !== undefined) await writer.ask("keepSent", { file, sent: { ...sent, remote } });
  }
}

/**
 * Why some of what is left could not be sent: it waits for others to end (`full`), it may have arrived nevertheless
 * (`broken`), or it was refused.
 */
interface NotSent {
  is: "full" | "broken" | "refused";
  why: Diagnosis;
}

/** Sends what no batch has yet. Gives why some of it could not be. */
async function submitLeft(
  asking: BatchAsking,
  client: Batches,
  signal: AbortSignal,
): Promise<NotSent | null> {
  const { run, services, model, place } = asking;
  const { file, writer } = run;
  const open = await sentOf(asking);
  const unsent = await writer.ask("unsent", { file, model: place });
  if (unsent === 0) return null;
  run.followed(model.id, [sending("batch", model.id, unsent)]);
  const asked = services.asked(model);
  const path = `${file}.${place}.jsonl`;
  const [url] = batchUrls;
  const { files, refused } = await writer.ask(
    "batches",
    { file, path, model: place, asked, url },
    { signal },
  );
  try {
    for (const { row, repeat, diagnosis } of refused)
      run.counted(
        await writer.ask("put", { file, answers: [notAsked({ row, model: place, repeat }, diagnosis)] }),
      );
    for (const one of files) {
      const sent: Sent = { name: randomUUID(), model: place, places: one.places, remote: null };
      const { path: source, bytes } = one;
      const options = { signal, onProgress: () => {} };
      const uploaded = await client.send(`${sent.name}.jsonl`, { path: source, bytes }, options);
      await writer.ask("keepSent", { file, sent });
      try {
        const metadata = { [nameKey]: sent.name };
        const batch = await client.create(uploaded.id, { url, metadata, expiresAfter: filesLast }, signal);
        await writer.ask("keepSent", { file, sent: { ...sent, remote: batch.id } });
        open.push(sent);
      } catch (error) {
        if (signal.aborted || !(error instanceof FoundryError)) throw error;
        const why = error.diagnosis;
        // Where it broke off, it may have arrived: the next look finds it, or forgets it.
        if (why.raw?.status === undefined) return { is: why.retryable ? "broken" : "refused", why };
        await writer.ask("dropSent", { file, name: sent.name });
        const unused = { inputFile: uploaded.id, outputFile: null, errorFile: null };
        await client.removeFiles(unused, signal).catch(() => {});
        return { is: why.code === "batch_tokens_enqueued" && open.length > 0 ? "full" : "refused", why };
      }
    }
    return null;
  } finally {
    for (const one of files) rmSync(one.path, { force: true });
  }
}

/** Writes down what a batch that has ended has brought. Gives why some of it is missing; null where nothing is. */
async function collect(
  asking: BatchAsking,
  client: Batches,
  batch: RemoteBatch,
  { name, places }: Sent,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const { run, services, model, place } = asking;
  const { file, writer } = run;
  const asked = new Map<string, { row: number; repeat: number }>();
  for (let at = 0; at < places.length; at += 2) {
    const [row = 0, repeat = 0] = places.subarray(at, at + 2);
    asked.set(customIdOf({ row, model: place, repeat }), { row, repeat });
  }
  const region = await services.region(model.connectionId);
  const known = services.asked(model).model;
  const of = { deployment: model.deployment, model: [known ?? []].flat()[0] ?? null };
  let answers: Awaited<ReturnType<typeof endedIn>>[] = [];
  let missing = 0;
  const put = async () => {
    if (answers.length > 0) run.counted(await writer.ask("put", { file, answers }));
    answers = [];
  };
  for await (const result of client.collect(batch, new Set(asked.keys()), of, signal)) {
    const at = asked.get(result.customId);
    // What was not run is asked again another time.
    if (!at || result.answer === null || result.answer.diagnosis?.code === "batch_expired") missing += 1;
    else answers.push(await endedIn(run, model, { ...at, model: place }, batch, result, region));
    if (answers.length >= atOnce) await put();
  }
  await put();
  await writer.ask("dropSent", { file, name });
  await client.removeFiles(batch, signal).catch(() => {});
  if (missing === 0) return null;
  return diagnoseBatch(batch) ?? diagnosisOf("batch_failed", { details: "" });
}
