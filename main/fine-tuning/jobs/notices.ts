import type { JobState } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningNotices as words } from "../../../preload/strings/tuning-notices.ts";
import type { Notifier } from "../../notifications.ts";

/** A job that has come to a state that the person should know of. */
interface News {
  id: string;
  name: string;
  state: JobState;
  /** Why it failed, as the service says it. */
  reason: string | null;
}

/** What is told of jobs, several of them together. */
export interface Notices {
  add(news: News): void;
  close(): void;
}

/** Milliseconds that news are gathered for: after a start there may be several at once. */
const gathering = 2_000;
/** Characters of a reason: the system cuts what is longer. */
const reasonLimit = 160;

/** The states that a notification tells of. */
export const isTold = (state: JobState): boolean =>
  state === "succeeded" || state === "failed" || state === "paused";

/** Tells what is added once, by the notifier. `isSeen` says of what the person has before them, `onClick` is given the address of what was clicked. */
export function createNotices(parts: {
  notifier: Notifier;
  isSeen(id: string): boolean;
  onClick(shown: string): void;
}): Notices {
  const { notifier, isSeen, onClick } = parts;
  const waiting = new Map<string, News>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tell = () => {
    timer = null;
    const news = [...waiting.values()].filter(({ id }) => !isSeen(id) || !notifier.isLookedAt());
    waiting.clear();
    const [first] = news;
    if (!first) return;
    if (news.length === 1) notifier.show(noticeOf(first), () => onClick(`job:${first.id}`));
    else notifier.show(summaryOf(news), () => onClick(""));
  };
  return {
    add: (news) => {
      waiting.set(news.id, news);
      timer ??= setTimeout(tell, gathering);
    },
    close: () => {
      if (timer) clearTimeout(timer);
    },
  };
}

function noticeOf({ name, state, reason }: News): { title: string; text: string } {
  const said = reason?.replaceAll(/\s+/g, " ").trim().slice(0, reasonLimit) ?? "";
  if (state === "failed" && said === "") return filled(words.failedWithout, { name });
  if (state === "failed") return filled(words.failed, { name, reason: said });
  return filled(state === "paused" ? words.paused : words.succeeded, { name });
}

const filled = ({ title, text }: { title: string; text: string }, values: Record<string, string>) => ({
  title,
  text: fill(text, values),
});

function summaryOf(news: readonly News[]): { title: string; text: string } {
  const parts = (
    [
      ["succeeded", words.finished],
      ["failed", words.broken],
      ["paused", words.waiting],
    ] as const
  ).flatMap(([state, { one, many }]) => {
    const count = news.filter((each) => each.state === state).length;
    if (count === 0) return [];
    return [count === 1 ? one : fill(many, { count })];
  });
  return { title: fill(words.several, { count: news.length }), text: `${parts.join(", ")}.` };
}
