import type { Evaluation, RemoteProgress } from "../../../preload/contract/evaluations.ts";
import { duration } from "../../../preload/strings/duration.ts";
import { evaluations } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { useNow } from "../../ui/use-now.ts";

const words = evaluations.run.remote;

/** What the service does by itself at the moment: each batch or run with its state, how far it is, and since when. */
export function AtService({ evaluation }: { evaluation: Evaluation }) {
  const { progress, settings } = evaluation;
  const now = useNow(progress.remote.length > 0);
  if (progress.remote.length === 0) return null;
  return (
    <ul className="at-service small" aria-label={words.title}>
      {progress.remote.map((work, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and stay in their order.
        <li key={at} className="work-progress">
          <span dir="auto">{fill(words[work.kind], { name: nameOf(settings.models, work.modelId) })}</span>
          <span className="status live">{stateText(work)}</span>
          {work.counts && (
            <progress
              aria-label={words.progress}
              max={Math.max(1, work.counts.of)}
              value={work.counts.done}
            />
          )}
          {remoteTexts(work, now).map((text) => (
            <span key={text} className="muted">
              {text}
            </span>
          ))}
          {work.counts !== null && work.counts.failed > 0 && (
            <span className="status danger">{counted(words.failed, work.counts.failed)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

const nameOf = (models: readonly { id: string; name: string }[], id: string): string =>
  models.find((one) => one.id === id)?.name ?? id;

/** A state in words; one that is not known as the service writes it. */
export function stateText({ state }: Pick<RemoteProgress, "state">): string {
  const states: Record<string, string> = words.states;
  return (Object.hasOwn(states, state) ? states[state] : undefined) ?? state.replaceAll("_", " ");
}

/** How much is done and left, since when, and how long the service goes on. `now` in milliseconds since the epoch. */
export function remoteTexts({ counts, since, until }: RemoteProgress, now: number): string[] {
  const seconds = (from: number, to: number) => duration(Math.max(1, Math.round((to - from) / 1000)));
  return [
    ...(counts
      ? [
          fill(words.counts, {
            done: counts.done.toLocaleString(),
            of: counts.of.toLocaleString(),
            left: Math.max(0, counts.of - counts.done - counts.failed).toLocaleString(),
          }),
        ]
      : []),
    ...(since === null ? [] : [fill(words.since, { time: seconds(since, now) })]),
    ...(until === null || until <= now ? [] : [fill(words.until, { time: seconds(now, until) })]),
  ];
}
