import type { RequestNote } from "../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { FoundryError } from "../error.ts";
import { asObject, asText, type JsonObject } from "../json.ts";

/** What is known of how a deployment's requests have to differ, by the service's own names. */
export interface Adjustments {
  /** Parameters, and the role `system`, that go by another name. */
  renamed: Record<string, string>;
  /** What is not sent: a parameter's name, or `name=value` where only that value was refused. */
  dropped: string[];
  /** When each of these was refused, in milliseconds since the epoch; an earlier version did not keep it. */
  refusedAt?: Record<string, number> | undefined;
}

/** How a request differs from what was set; without `because` the model has just refused it. */
export type AdjustmentNote = RequestNote;

export const noAdjustments: Adjustments = { renamed: {}, dropped: [] };

/** Adjustments of one request. More would be a model that refuses everything. */
const limit = 5;

const otherName = new Map([
  ["max_tokens", "max_completion_tokens"],
  ["max_completion_tokens", "max_tokens"],
  ["system", "developer"],
  ["developer", "system"],
]);

/** Never dropped: without them it is another request. */
const essential: readonly string[] = ["model", "messages", "system", "developer"];

/** The adjustments as they are after a refusal, for the caller to keep per deployment. A name renamed back loses its entry. */
export function remember(known: Adjustments, note: AdjustmentNote): Adjustments {
  const { renamed, dropped } = known;
  const { parameter } = note;
  const times = (entry: string) =>
    note.refusedAt === undefined
      ? known.refusedAt && { refusedAt: known.refusedAt }
      : { refusedAt: { ...known.refusedAt, [entry]: note.refusedAt } };
  if (note.kind === "parameter_dropped") {
    const entry = note.value === undefined ? parameter : entryOf(parameter, note.value);
    return { renamed, dropped: [...new Set([...dropped, entry])], ...times(entry) };
  }
  const { [note.instead]: _back, ...others } = renamed;
  return { renamed: { ...others, [parameter]: note.instead }, dropped, ...times(parameter) };
}

const entryOf = (parameter: string, value: unknown) => `${parameter}=${value}`;

/** The entry for which a parameter with this value is left out: for its name, or for that value; null where it is sent. */
export const droppedBy = ({ dropped }: Adjustments, parameter: string, value: unknown): string | null =>
  [parameter, entryOf(parameter, value)].find((entry) => dropped.includes(entry)) ?? null;

/** The name a parameter or role goes by. */
export const nameOf = ({ renamed }: Adjustments, name: string): string =>
  (Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name;

/**
 * Sends a request, and when the model refuses one of its parameters, sends it again with that one renamed or left out:
 * once for each parameter, five times at most. Gives the reply and what was changed, in order. Throws what `send`
 * throws, where a refusal is about anything else.
 */
export async function adjusting<Reply>(
  known: Adjustments,
  build: (adjustments: Adjustments) => JsonObject,
  send: (body: JsonObject) => Promise<Reply>,
): Promise<{ reply: Reply; notes: AdjustmentNote[] }> {
  let adjustments = known;
  const notes: AdjustmentNote[] = [];
  for (;;) {
    const body = build(adjustments);
    try {
      return { reply: await send(body), notes };
    } catch (error) {
      const note = error instanceof FoundryError ? noteFor(error.diagnosis, body) : null;
      if (!note || notes.length === limit || notes.some((one) => isSame(one, note))) throw error;
      notes.push(note);
      adjustments = remember(adjustments, note);
    }
  }
}

/** Both names of a parameter count as one. */
const isSame = (one: AdjustmentNote, { parameter }: AdjustmentNote): boolean =>
  one.parameter === parameter || (one.kind === "parameter_renamed" && one.instead === parameter);

/** What to change for a refusal; null where it is not about a parameter of the request. */
function noteFor(diagnosis: Diagnosis, body: JsonObject): AdjustmentNote | null {
  const refused = refusedBy(diagnosis);
  if (!refused) return null;
  const { parameter, isValue } = refused;
  const role = roleIn(diagnosis, body);
  const name = parameter === "messages" && role !== null ? role : parameter;
  if (name !== role && !Object.hasOwn(body, name)) return null;
  const instead = otherName.get(name);
  if (instead !== undefined) return { kind: "parameter_renamed", parameter: name, instead };
  if (essential.includes(name)) return null;
  const value = body[name];
  return {
    kind: "parameter_dropped",
    parameter: name,
    ...(isValue && typeof value === "string" && { value }),
  };
}

/**
 * The parameter a refusal is about, without what it says of its inside, and whether only its value was refused. Words:
 * Azure OpenAI's codes, the validation errors of models of other publishers, and the two older forms of an unknown name.
 */
function refusedBy({ code, parameters, raw }: Diagnosis): { parameter: string; isValue: boolean } | null {
  if (code !== "parameter_refused" || !raw) return null;
  const words = `${raw.code ?? ""} ${raw.message}`;
  const isRefusal =
    /unsupported_(parameter|value)|unknown_parameter|Unsupported (parameter|value)|Extra inputs are not permitted/i;
  const [, unknown] =
    /(?:unknown parameter|unrecognized request argument supplied): '?(\w+)/i.exec(words) ?? [];
  if (!isRefusal.test(words) && unknown === undefined) return null;
  const [parameter = ""] = (parameters.parameter || unknown || "").split(/[.[/]/);
  return { parameter, isValue: /unsupported_value|Unsupported value/i.test(words) };
}

/** The instructing role, where the refusal is of that and the request has it. */
function roleIn({ parameters, raw }: Diagnosis, { messages }: JsonObject): string | null {
  const words = `${parameters.parameter} ${raw?.message ?? ""}`;
  const [, named] = /\brole\b.*?'(system|developer)'/.exec(words) ?? [];
  const isThere = Array.isArray(messages) && messages.some((one) => asText(asObject(one)?.role) === named);
  return named !== undefined && isThere ? named : null;
}
