import type { ChatParameters, RequestNote } from "../../../../preload/contract/conversations.ts";
import { parameterNames } from "../../../../preload/sent-parameters.ts";
import type { JsonObject } from "../../json.ts";
import { familyOf } from "../../models/families.ts";
import type { ModelFamily } from "../../models/family.ts";
import {
  type Adjustments,
  droppedBy,
  longestAnswer,
  lowered,
  nameOf,
  noAdjustments,
} from "../adjustments.ts";
import type { ChatMessage, Question } from "../question.ts";
import { apiMessages } from "./messages.ts";

/**
 * The body of a streamed chat completion (Azure OpenAI REST reference). Parameters that the model's family refuses are
 * left out, and those that a deployment has refused before. Throws `message_too_large` for more than the service takes.
 */
export function chatBody(question: Question): JsonObject {
  const { settings, role } = sent(question);
  return {
    model: question.deployment,
    messages: apiMessages(messagesOf(question), role),
    ...(question.tools?.length && { tools: question.tools }),
    ...Object.fromEntries(settings),
  };
}

/** How that body differs from what was set, by the names of the reference, and why. */
export const chatChanges = (question: Question): RequestNote[] => sent(question).notes;

const messagesOf = ({ system = "", messages }: Question): ChatMessage[] => [
  ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
  ...messages,
];

interface Sent {
  settings: [string, unknown][];
  /** The role of the message that instructs. */
  role: string;
  notes: RequestNote[];
}

function sent(question: Question): Sent {
  const { model = null, parameters = {}, adjustments = noAdjustments } = question;
  const family = familyOf(model);
  const settings: Sent["settings"] = [];
  const notes: RequestNote[] = [];
  for (const [name, value] of settingsOf(parameters, droppedBy(adjustments, "stream", true) === null)) {
    const note = changeOf(name, value, family, adjustments);
    if (note) notes.push(note);
    if (note?.kind === "parameter_dropped") continue;
    const longest = name === longestAnswer ? adjustments.longestAnswer : undefined;
    const isTooLong = longest !== undefined && typeof value === "number" && value > longest;
    if (isTooLong)
      notes.push({
        kind: "parameter_lowered",
        parameter: name,
        value: String(longest),
        ...before(lowered, adjustments),
      });
    settings.push([note?.instead ?? name, isTooLong ? longest : value]);
  }
  const role = nameOf(adjustments, family.systemRole);
  const instructs = messagesOf(question).some((one) => one.role === "system");
  // The two roles are the same to a model that takes both, so a family's own one changes nothing.
  if (instructs && role !== "system" && role !== family.systemRole)
    notes.push({
      kind: "parameter_renamed",
      parameter: "system",
      instead: role,
      ...before("system", adjustments),
    });
  return { settings, role, notes };
}

/** What the person has set and what the app sets itself, by the names of the reference. */
function settingsOf(
  { stop, responseFormat, ...others }: ChatParameters,
  streams: boolean,
): [string, unknown][] {
  const set: Partial<Record<keyof ChatParameters, unknown>> = {
    ...others,
    stop: stop?.length ? stop : undefined,
    responseFormat: responseFormat && { type: responseFormat === "json" ? "json_object" : "text" },
  };
  const settings: JsonObject = {
    ...Object.fromEntries(
      Object.entries(parameterNames).map(([name, sentAs]) => [sentAs, set[name as keyof ChatParameters]]),
    ),
    // A model that does not stream answers in one document; the options are for streams only.
    stream: true,
    stream_options: streams ? { include_usage: true } : undefined,
  };
  return Object.entries(settings).filter(([, value]) => value !== undefined);
}

/** What becomes of a setting: the note says whether it is left out or renamed; null where it is sent as it is. */
function changeOf(
  name: string,
  value: unknown,
  { refuses, reasoningEffort, maxTokens }: ModelFamily,
  adjustments: Adjustments,
): Exclude<RequestNote, { kind: "parameter_lowered" }> | null {
  const dropped = { kind: "parameter_dropped", parameter: name } as const;
  if (refuses.some((one) => one === name)) return { ...dropped, because: "model" };
  if (name === "reasoning_effort" && reasoningEffort && !reasoningEffort.some((one) => one === value))
    return { ...dropped, ...(reasoningEffort.length > 0 && { value: String(value) }), because: "model" };
  const own = name === "max_tokens" ? maxTokens : name;
  const instead = nameOf(adjustments, own);
  const entry = droppedBy(adjustments, instead, value);
  if (entry !== null)
    return { ...dropped, ...(entry !== instead && { value: String(value) }), ...before(entry, adjustments) };
  if (instead === name) return null;
  const because = instead === own ? ({ because: "model" } as const) : before(own, adjustments);
  return { kind: "parameter_renamed", parameter: name, instead, ...because };
}

/** Since when an entry of the adjustments is known. */
const before = (entry: string, { refusedAt = {} }: Adjustments) => ({
  because: "earlier" as const,
  ...(Object.hasOwn(refusedAt, entry) && { refusedAt: refusedAt[entry] }),
});
