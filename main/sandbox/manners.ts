import { type Fault, isFault } from "./faults.ts";
import type { Message } from "./message.ts";

/**
 * What the last message of a person wants to meet, by words nobody uses by chance. They are the same in every dialect, and
 * do nothing where a dialect has no such thing.
 */
export interface Manners {
  /** "refuse this request", "refuse this request half-way as bio". */
  refusal: { afterText: boolean; category: string } | null;
  /** "trip the late filter": what was said is taken back. */
  tripsFilter: boolean;
  /** "fail this answer": the model's server fails half-way. */
  fails: boolean;
  /** "comment first": something is said on the way to the answer. */
  comments: boolean;
  /** "hide your thoughts": they come, but nobody can read them. */
  hidesThoughts: boolean;
  /** "pause this turn": a long search is interrupted and has to be gone on with. */
  pauses: boolean;
  /** "search the web", where the request has the tool. */
  searches: boolean;
  /** "run some code", where the request has the tool. */
  runsCode: boolean;
  /** "call all the tools": every one that is there, in one answer. */
  callsAll: boolean;
  /** "meet the fault overloaded": any fault that could be switched on. */
  fault: Fault | null;
}

const refusal =
  /\brefuse this request( half-way)?(?: as (cyber|bio|frontier_llm|reasoning_extraction|general_harms))?\b/i;

/** Reads them out of the last message, if a person wrote it. */
export function mannersIn(messages: readonly Message[]): Manners {
  const last = messages.at(-1);
  const text = last?.role === "user" ? last.text : "";
  const refused = refusal.exec(text);
  const [, fault] = /\bmeet the fault ([a-z-]+)/i.exec(text) ?? [];
  return {
    refusal: refused && {
      afterText: refused[1] !== undefined,
      category: refused[2]?.toLowerCase() ?? "general_harms",
    },
    tripsFilter: /\btrip the late filter\b/i.test(text),
    fails: /\bfail this answer\b/i.test(text),
    comments: /\bcomment first\b/i.test(text),
    hidesThoughts: /\bhide your thoughts\b/i.test(text),
    pauses: /\bpause this turn\b/i.test(text),
    searches: /\bsearch the web\b|\bpause this turn\b/i.test(text),
    runsCode: /\brun some code\b/i.test(text),
    callsAll: /\bcall all the tools\b/i.test(text),
    fault: isFault(fault) ? fault : null,
  };
}
