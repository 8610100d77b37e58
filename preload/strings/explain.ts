import type { Diagnosis, DiagnosisCode, RemedyAction } from "../contract/diagnosis.ts";
import type { RefusalCode } from "../contract/refusals.ts";
import { declinedTopics } from "./declined-topics.ts";
import { diagnoses, headlines, remedies, speakers, unnamed } from "./diagnoses.ts";
import { duration } from "./duration.ts";
import { fill } from "./fill.ts";
import { importReason } from "./import-reasons.ts";
import { refusals } from "./refusals.ts";
import { requestParts } from "./request-parts.ts";

/** What the app was doing when it went wrong. */
export type Occasion = keyof typeof headlines;

/** These are the same whatever was being done, and say at once what to do about it. */
const ownTitle: readonly DiagnosisCode[] = [
  "key_refused",
  "key_missing",
  "key_unreadable",
  "role_missing",
  "token_refused",
  "wrong_directory",
  "key_not_found",
  "quota_used_up",
  "payment_required",
  "no_deployments",
  "sign_in_expired",
  "proof_wanted",
  "admin_approval",
  "answer_declined",
  ...(Object.keys(refusals) as RefusalCode[]),
];

/** What happened, by the code of a diagnosis and what is known of its case; null for a code that has no words. */
export function titleOf(code: string | null, parameters: Record<string, string> = {}): string | null {
  if (code === null || !Object.hasOwn(diagnoses, code)) return null;
  const { title, unnamedTitle } = diagnoses[code as DiagnosisCode];
  return fill(fitting(title, unnamedTitle, parameters), parameters).replace(/\{\w+\}/g, "…");
}

/**
 * A refusal's own words, as they came, and who says them; null where nobody has said anything: what failed on the way
 * here is the app's to tell.
 */
export function saidIn({ code, parameters, raw }: Diagnosis): { by: string; words: string } | null {
  const words = raw?.message.trim() ?? "";
  if (words === "") return null;
  if (raw?.status !== undefined) return { by: speakers.service, words };
  if (code.startsWith("command_line_")) return { by: fill(speakers.tool, parameters), words };
  // The sign-in service numbers what it refuses; without a number it is the library that speaks.
  return /\bAADSTS\d/.test(words) ? { by: speakers.signIn, words } : null;
}

/** Of these `why` is a word for what is wrong with a file. */
const ofFiles: readonly DiagnosisCode[] = ["import_refused", "prompts_refused"];

/** Values that have words of their own, by the code and the name of the parameter. */
const worded: Partial<Record<DiagnosisCode, Record<string, Record<string, string>>>> = {
  answer_declined: { category: declinedTopics },
  message_too_large: { of: requestParts },
};

/** A value's words, such as what an answer was declined for; any other value as it is. */
function wordsFor(code: DiagnosisCode, name: string, value: string): string {
  const words = worded[code]?.[name] ?? {};
  return Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}

/**
 * A diagnosis in words: what happened, why, the refusal's own words, what to do and with which buttons, in order. With an
 * occasion the title says what failed, and the cause begins with what went wrong. The window and the command line say the
 * same.
 */
export function explain(diagnosis: Diagnosis, occasion?: Occasion): Explained {
  const { code, parameters, remedies: codes } = diagnosis;
  const named = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      ofFiles.includes(code) && name === "why" ? importReason(value) : wordsFor(code, name, value) || unnamed,
    ]),
  );
  named.time = parameters.seconds ? duration(Number(parameters.seconds)) : unnamed;
  const words = diagnoses[code];
  const title = fill(fitting(words.title, words.unnamedTitle, parameters), named);
  const cause = fill(fitting(words.cause, words.unnamed, parameters), named);
  const isSpecific = occasion === undefined || ownTitle.includes(code);
  const actions = codes.flatMap((one) => remedies[one].action ?? []);
  return {
    title: isSpecific ? title : headlines[occasion],
    cause: isSpecific ? cause : `${title}. ${cause}`,
    said: saidIn(diagnosis),
    remedies: codes.map((one) => remedies[one].text),
    actions: [...new Set(actions)],
  };
}

interface Explained {
  title: string;
  cause: string;
  said: ReturnType<typeof saidIn>;
  remedies: string[];
  actions: RemedyAction[];
}

/** The words that fit what is known: those without names where a name is missing. */
function fitting(words: string, unnamed: string | undefined, parameters: Record<string, string>): string {
  const names = [...words.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  // A time is written from the seconds.
  const isKnown = (name: string) => Boolean(parameters[name === "time" ? "seconds" : name]);
  return unnamed === undefined || names.every(isKnown) ? words : unnamed;
}
