import type { ChatParameters, ParameterNote } from "../../../preload/contract/conversations.ts";
import { parameterNames, setParameters } from "../../../preload/sent-parameters.ts";
import { asObject, type JsonObject } from "../json.ts";
import { familyOf } from "../models/families.ts";
import type { ModelFamily } from "../models/family.ts";
import { type Adjustments, droppedBy, longestAnswer, lowered, nameOf, noAdjustments } from "./adjustments.ts";
import type { Question } from "./question.ts";

/** Settings by the names of chat completions, with the values that they have in a body. */
export type Settings = [name: string, value: unknown][];

/** Where an API has its settings. */
export interface Places {
  /** The path in the body, with dots; null where the API has no such thing. */
  of(name: string, family: ModelFamily): string | null;
  /** Whether a deployment that refused a name may know another one for it. */
  mayRename: boolean;
}

/** What of a question's settings is sent, by its path, and how that differs from what was set. */
export interface SentSettings {
  settings: [path: string, value: unknown][];
  notes: ParameterNote[];
}

/** The settings of a question, by what the family of its model refuses, and what the deployment has refused before. */
export function sentSettings(
  { model = null, adjustments = noAdjustments }: Question,
  settings: Settings,
  places: Places,
): SentSettings {
  const family = familyOf(model);
  const sent: SentSettings = { settings: [], notes: [] };
  for (const [name, value] of settings) {
    const { note, path } = fateOf(name, value, family, adjustments, places);
    if (note) sent.notes.push(note);
    if (path === null) continue;
    const longest = name === longestAnswer ? adjustments.longestAnswer : undefined;
    const isTooLong = longest !== undefined && typeof value === "number" && value > longest;
    if (isTooLong)
      sent.notes.push({
        kind: "parameter_lowered",
        parameter: name,
        value: String(longest),
        ...since(lowered, adjustments),
      });
    sent.settings.push([path, isTooLong ? longest : value]);
  }
  return sent;
}

/** What becomes of a setting: where it goes, null for nowhere, and what is to be told of that. */
function fateOf(
  name: string,
  value: unknown,
  family: ModelFamily,
  adjustments: Adjustments,
  { of: placeOf, mayRename }: Places,
): { path: string | null; note: ParameterNote | null } {
  const { refuses, reasoningEffort, thinking } = family;
  const dropped = (
    why: Omit<Extract<ParameterNote, { kind: "parameter_dropped" }>, "kind" | "parameter">,
  ) => ({
    path: null,
    note: { kind: "parameter_dropped" as const, parameter: name, ...why },
  });
  const place = placeOf(name, family);
  if (place === null) return dropped({ because: "dialect" });
  if (refuses.some((one) => one === name)) return dropped({ because: "model" });
  if (name === "reasoning_effort" && reasoningEffort && !reasoningEffort.some((one) => one === value))
    return dropped({ ...(reasoningEffort.length > 0 && { value: String(value) }), because: "model" });
  if (name === "thinking" && thinking && !thinking.some((one) => one === wayOf(value)))
    return dropped({ because: "model" });
  const own = mayRename ? place : name;
  const instead = mayRename ? nameOf(adjustments, own) : own;
  const entry = droppedBy(adjustments, instead, value);
  if (entry !== null)
    return dropped({ ...(entry !== instead && { value: String(value) }), ...since(entry, adjustments) });
  if (!mayRename || instead === name) return { path: mayRename ? instead : place, note: null };
  const because = instead === own ? ({ because: "model" } as const) : since(own, adjustments);
  return { path: instead, note: { kind: "parameter_renamed", parameter: name, instead, ...because } };
}

/** A number is the tokens to think with at most. */
const wayOf = (thinking: unknown) => (typeof thinking === "number" ? "budget" : thinking);

/** Since when an entry of the adjustments is known. */
export const since = (entry: string, { refusedAt = {} }: Adjustments) => ({
  because: "earlier" as const,
  ...(Object.hasOwn(refusedAt, entry) && { refusedAt: refusedAt[entry] }),
});

/** What the person has set, by the names of chat completions. A schema takes the place of the form of the answer. */
export function settingsOf({ responseFormat, ...others }: ChatParameters): Settings {
  const format = others.jsonSchema === undefined ? responseFormat : undefined;
  return setParameters({ ...others, responseFormat: format })
    .filter(([name]) => name !== "tools")
    .map(([name, value]) => [parameterNames[name], value]);
}

/** A body's members from settings by their paths: `a.b` is the member `b` of `a`. */
export function placed(settings: SentSettings["settings"]): JsonObject {
  const body: JsonObject = {};
  for (const [path, value] of settings) {
    const names = path.split(".");
    const last = names.pop() ?? path;
    let at = body;
    for (const name of names) {
      const within = asObject(at[name]) ?? {};
      at[name] = within;
      at = within;
    }
    at[last] = value;
  }
  return body;
}
