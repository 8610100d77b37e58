import { z } from "zod";
import type { Refusal } from "./refusal.ts";

/** A text that the service refused in a row, kept so that the next check finds it. */
export interface LearnedRule {
  /** The text; null where the service said only which row and what is wrong with it. */
  token: string | null;
  /** The rule that would have found it, where there is one. */
  rule: string | null;
  /** What the service said, at most 500 characters of it. */
  said: string;
  /** The day: YYYY-MM-DD. */
  date: string;
}

const text = z.string().max(500);

/** What is kept of a learned rule, to be checked when it is read again. */
export const learnedRule: z.ZodType<LearnedRule> = z.strictObject({
  token: text.min(1).nullable(),
  rule: text.nullable(),
  said: text,
  date: z.iso.date(),
});

/** What is to be kept of a refusal at a moment (milliseconds since the epoch); null where it says nothing about rows. */
export function learnedFrom(refusal: Refusal, message: string, at: number): LearnedRule | null {
  const token = refusal.token ?? null;
  if (token === null && refusal.rule === null && refusal.rows === undefined) return null;
  const date = new Date(at).toISOString().slice(0, 10);
  return { token, rule: refusal.rule, said: message.slice(0, 500), date };
}
