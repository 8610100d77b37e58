import type { ParameterNote, RequestNote } from "../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { isAboutParameter } from "../../../preload/sent-parameters.ts";
import { FoundryError } from "../error.ts";
import { asList, asObject, asText, type JsonObject, valueAt } from "../json.ts";

/** What is known of how a deployment's requests have to differ, by the service's own names. */
export interface Adjustments {
  /** Parameters, and the role `system`, that go by another name. */
  renamed: Record<string, string>;
  /** What is not sent: a parameter's name, or `name=value` where only that value was refused. */
  dropped: string[];
  /** The longest answer that the deployment lets one ask for, in tokens; missing where it has refused none. */
  longestAnswer?: number | undefined;
  /** When each of these was refused, in milliseconds since the epoch; an earlier version did not keep it. */
  refusedAt?: Record<string, number> | undefined;
}

export const noAdjustments: Adjustments = { renamed: {}, dropped: [] };

/** The parameter of the longest answer, by its first name. */
export const longestAnswer = "max_tokens";

/** Adjustments of one request. More would be a model that refuses everything. */
const limit = 5;

const otherName = new Map([
  ["max_tokens", "max_completion_tokens"],
  ["max_completion_tokens", "max_tokens"],
  ["system", "developer"],
  ["developer", "system"],
]);

/** The adjustments as they are after a refusal, for the caller to keep per deployment. A name renamed back loses its entry. */
export function remember(known: Adjustments, note: ParameterNote): Adjustments {
  const { renamed, dropped } = known;
  const { parameter } = note;
  const times = (entry: string) =>
    note.refusedAt === undefined
      ? known.refusedAt && { refusedAt: known.refusedAt }
      : { refusedAt: { ...known.refusedAt, [entry]: note.refusedAt } };
  if (note.kind === "parameter_lowered")
    return { ...known, longestAnswer: Number(note.value), ...times(lowered) };
  if (note.kind === "parameter_dropped") {
    const entry = note.value === undefined ? parameter : entryOf(parameter, note.value);
    return { ...known, dropped: [...new Set([...dropped, entry])], ...times(entry) };
  }
  const { [note.instead]: _back, ...others } = renamed;
  return { ...known, renamed: { ...others, [parameter]: note.instead }, ...times(parameter) };
}

/** The entry under which it is kept when an answer was too long to ask for. */
export const lowered = `${longestAnswer}<`;

const entryOf = (parameter: string, value: unknown) => `${parameter}=${value}`;

/** The entry for which a parameter with this value is left out: for its name, or for that value; null where it is sent. */
export const droppedBy = ({ dropped }: Adjustments, parameter: string, value: unknown): string | null =>
  [parameter, entryOf(parameter, value)].find((entry) => dropped.includes(entry)) ?? null;

/** The name a parameter or role goes by. */
export const nameOf = ({ renamed }: Adjustments, name: string): string =>
  (Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name;

/** What is done about refusals of one request. */
export interface Repair {
  adjustments: Adjustments;
  /** What was changed, in order. */
  notes: ParameterNote[];
}

/**
 * How a request goes on after a refusal: with the parameter that was refused renamed or left out, once for each, or with
 * as long an answer as it may ask for; five times at most. `names` gives what paths of the body are called in chat
 * completions. Null where the refusal is about anything else.
 */
export function repaired(
  { adjustments, notes }: Repair,
  error: unknown,
  body: JsonObject,
  names: ReadonlyMap<string, string>,
): Repair | null {
  const note = error instanceof FoundryError ? noteFor(error.diagnosis, body, names) : null;
  if (!note || notes.length === limit || notes.some((one) => isSame(one, note))) return null;
  return { adjustments: remember(adjustments, note), notes: [...notes, note] };
}

/**
 * Whether two notes say what became of the same parameter. Both names of a parameter count as one, and that its value was
 * lowered is told apart.
 */
export const isSame = (one: RequestNote, other: RequestNote): boolean =>
  isAboutParameter(one) && isAboutParameter(other)
    ? isOfSame(one, other)
    : JSON.stringify(one) === JSON.stringify(other);

const isOfSame = (one: ParameterNote, { kind, parameter }: ParameterNote): boolean =>
  (one.kind === "parameter_lowered") === (kind === "parameter_lowered") &&
  (one.parameter === parameter || (one.kind === "parameter_renamed" && one.instead === parameter));

/** What to change for a refusal; null where it is not about a parameter of the request. */
function noteFor(
  { code, parameters, raw }: Diagnosis,
  body: JsonObject,
  names: ReadonlyMap<string, string>,
): ParameterNote | null {
  const role = roleIn(body);
  if (code === "request_refused" && role !== null && isAboutRole(raw?.message ?? "", role))
    return renamed(role);
  if (code === "max_tokens_too_large") return lower(parameters, body);
  if (code === "feature_refused") return withoutFeature(parameters.feature ?? "", names);
  if (code !== "parameter_refused" && code !== "value_refused") return null;
  const [named = ""] = (parameters.parameter ?? "").split(", ");
  const path = settingAt(named, body, names, raw?.message ?? "");
  const value = valueAt(body, path);
  if (value === undefined) return null;
  const name = names.get(path) ?? path;
  if (code === "parameter_refused")
    return (path === name && renamed(name)) || { kind: "parameter_dropped", parameter: name };
  // Of a number there is always another that would be taken, and which one is for the person to say.
  return { kind: "parameter_dropped", parameter: name, ...(typeof value === "string" && { value }) };
}

/** Without the first feature that is a setting. */
function withoutFeature(features: string, names: ReadonlyMap<string, string>): ParameterNote | null {
  const [parameter] = features.split(", ").flatMap((one) => names.get(one) ?? []);
  return parameter === undefined ? null : { kind: "parameter_dropped", parameter };
}

/** The setting that a refusal of a part of the body is about: where the part has several, the one that its words name. */
function settingAt(
  named: string,
  body: JsonObject,
  names: ReadonlyMap<string, string>,
  words: string,
): string {
  const parts = [...names.keys()].filter(
    (path) => path.startsWith(`${named}.`) && valueAt(body, path) !== undefined,
  );
  const [only = named, ...others] = parts;
  if (others.length === 0 && !names.has(named)) return only;
  return parts.find((path) => words.includes(path.slice(named.length + 1))) ?? named;
}

/** The longest answer that the refusal allows, where it says so and more was asked for. */
function lower({ limit, limitOf }: Diagnosis["parameters"], body: JsonObject): ParameterNote | null {
  const asked = Number(body[longestAnswer] ?? body.max_completion_tokens ?? body.max_output_tokens);
  if (!limit || !(Number(limit) < asked)) return null;
  const ofPrompt = limitOf === "prompt" ? ({ ofPrompt: true } as const) : {};
  return { kind: "parameter_lowered", parameter: longestAnswer, value: limit, ...ofPrompt };
}

function renamed(name: string): ParameterNote | null {
  const instead = otherName.get(name);
  return instead === undefined ? null : { kind: "parameter_renamed", parameter: name, instead };
}

/** The role that instructs, where the request has one. */
function roleIn({ messages }: JsonObject): string | null {
  const roles = asList(messages).map((one) => asText(asObject(one)?.role));
  return roles.find((role) => role === "system" || role === "developer") ?? null;
}

/** Whether a refusal is of that role: `'system'` beside the word, or the path to it. */
const isAboutRole = (words: string, role: string): boolean =>
  /\brole\b/i.test(words) &&
  new RegExp(`['"\`]${role}['"\`]|\\b${role} role\\b|\\brole:? ${role}\\b`, "i").test(words);
