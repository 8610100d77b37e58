import { FoundryError } from "../../foundry/error.ts";
import type { Evals } from "../../foundry/evals/evals.ts";
import type { Sent } from "../process/sent.ts";
import { persistently } from "./persisting.ts";
import type { EvaluationRun, RemoteServices, SomeRun } from "./ports.ts";

/** An evaluation that the service runs. */
export interface ThereAsking<Run extends SomeRun = EvaluationRun> {
  run: Run;
  services: RemoteServices;
  connectionId: string;
}

/** Pages of a list that are looked through. */
const mostPages = 50;

/** What the service is told that something is called. */
export const nameOf = (name: string): string => `Assay ${name}`;

/** What the service was given to do by itself. */
export const sentOf = ({ run: { file, writer } }: ThereAsking<SomeRun>): Promise<Sent[]> =>
  writer.ask("sent", { file });

/**
 * Finds what was sent when the app ended before it heard what the service calls it. What never arrived is forgotten where
 * `forgets`.
 */
export async function adopt(
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

/** Writes down what is about to be sent, and sends it. What was refused is forgotten. */
export async function sending(
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
