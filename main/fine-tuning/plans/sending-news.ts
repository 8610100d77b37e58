import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Sending } from "../../../preload/contract/tuning-plans.ts";
import { timeLeft } from "../../datasets/time-left.ts";

/** What is told of a plan on its way. */
export interface Told {
  sending: Sending;
  /** Why it waits. */
  problem: Diagnosis | null;
}

/** Takes news of the way of a plan. */
export type TellNews = (
  file: Sending["file"],
  news: Pick<Sending, "phase" | "done" | "total" | "begun">,
) => void;

/** Milliseconds between two reports of progress. */
const reportPause = 100;

/** Takes the news of the way of one plan, and passes on no more than a person could see. `of` gives nothing where it has ended. */
export function newsTeller(parts: {
  of(): Told | undefined;
  isResumed: boolean;
  changed(): void;
  now(): number;
}): TellNews {
  const { isResumed, changed, now } = parts;
  const left = timeLeft(now);
  let told = Number.NEGATIVE_INFINITY;
  return (file, news) => {
    const one = parts.of();
    if (!one) return;
    const secondsLeft = news.total === null ? null : left(news);
    const begun = isResumed && news.begun === "first" && news.phase !== "uploading" ? "resumed" : news.begun;
    const before = one.sending;
    one.sending = { ...news, file, begun, secondsLeft };
    const isOther = before.phase !== news.phase || before.file !== file || before.begun !== begun;
    const isNew = isOther || one.problem !== null;
    if (!isNew && now() - told < reportPause) return;
    if (news.done > before.done || before.phase !== news.phase) one.problem = null;
    told = now();
    changed();
  };
}
