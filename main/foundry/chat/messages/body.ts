import type { RequestNote } from "../../../../preload/contract/conversations.ts";
import type { JsonObject } from "../../json.ts";
import { familyOf } from "../../models/families.ts";
import type { ModelFamily } from "../../models/family.ts";
import { noAdjustments } from "../adjustments.ts";
import { membersOf } from "../hosted-tools.ts";
import type { Question } from "../question.ts";
import { type Places, type SentSettings, type Settings, sentSettings, settingsOf } from "../settings.ts";
import { checkSizes, type SizeLimits } from "../sizes.ts";
import { functionsOf, schemaOf } from "../tool-definitions.ts";
import { cacheMark, goesOnWithoutThinking, systemOf, turnsOf } from "./turns.ts";

/** Where Messages has its settings, by their names in chat completions (Messages API reference). It has no others. */
const paths = new Map([
  ["temperature", "temperature"],
  ["top_p", "top_p"],
  ["max_tokens", "max_tokens"],
  ["stop", "stop_sequences"],
  ["reasoning_effort", "output_config.effort"],
  ["json_schema", "output_config.format"],
  ["thinking", "thinking"],
  ["reasoning_summary", "thinking.display"],
  ["web_search", "web_search"],
  ["code_interpreter", "code_execution"],
  ["stream", "stream"],
]);

/**
 * What paths of the body are called in chat completions, and what refusals of Foundry call features (replies quoted in
 * public issues).
 */
export const names: ReadonlyMap<string, string> = new Map([
  ...[...paths].map(([name, path]): [string, string] => [path, name]),
  ["structured_outputs", "json_schema"],
  ["effort", "reasoning_effort"],
  ["prompt_caching", cacheMark],
]);

const places: Places = { of: (name) => paths.get(name) ?? null, mayRename: false };

/** Tools that the service runs itself. Of the search only this version is taken by models that Azure hosts. */
const hosted: ReadonlyMap<string, JsonObject> = new Map([
  ["web_search", { type: "web_search_20250305", name: "web_search" }],
  ["code_execution", { type: "code_execution_20250825", name: "code_execution" }],
]);

/** The longest answer has to be named. Every model since Claude 4 writes so much, and one that does not says how much it does. */
const usualLongest = 32_000;

/**
 * What a request may hold (Claude's pages on vision and on errors). Of an image, which counts in base64, some platforms
 * take less; no source says which of them Foundry is.
 */
const sizesOf = ({ contextTokens }: ModelFamily): SizeLimits => ({
  images: contextTokens !== null && contextTokens <= 200_000 ? 100 : 600,
  imageBytes: (10 * 1024 * 1024 * 3) / 4,
  bytes: 32 * 1024 * 1024,
});

/**
 * The body of a streamed message. Throws `message_too_large`, `input_refused`, `tools_not_understood`,
 * `schema_not_understood`.
 */
export function messagesBody(question: Question): JsonObject {
  const { deployment, adjustments = noAdjustments } = question;
  const { longestAnswer = Number.POSITIVE_INFINITY } = adjustments;
  const family = familyOf(modelOf(question));
  const system = systemOf(question);
  checkSizes(question.messages, sizesOf(family));
  return {
    model: deployment,
    max_tokens: Math.min(longestAnswer, family.outputTokens ?? usualLongest),
    ...(system.length > 0 && { system }),
    messages: turnsOf(question.messages),
    ...membersOf(sent(question), hosted, functionsOf(question).map(functionTool)),
  };
}

/** How that body differs from what was set, and why. */
export function messagesChanges(question: Question): RequestNote[] {
  const isLeftOut = question.parameters?.thinking !== undefined && goesOnWithoutThinking(question);
  return [
    ...sent(question).notes,
    ...(isLeftOut ? [{ kind: "left_out" as const, what: "thinking" as const }] : []),
  ];
}

/** A deployment of Claude is called like its model, unless somebody has named it otherwise. */
const modelOf = ({ model, deployment }: Question) => model ?? deployment;

const functionTool = ({
  name,
  description,
  parameters,
  strict,
}: ReturnType<typeof functionsOf>[number]): JsonObject => ({
  name,
  ...(description !== undefined && { description }),
  input_schema: parameters,
  ...(strict !== undefined && { strict }),
});

function sent(question: Question): SentSettings {
  const model = modelOf(question);
  const { settings, notes } = sentSettings({ ...question, model }, settingsIn(question), places);
  const thinks = settings.some(([path]) => path === "thinking");
  const isHidden = !thinks && settings.some(([path]) => path === summaryPath);
  return {
    settings: settings
      .filter(([path]) => thinks || path !== summaryPath)
      .map(([path, value]) => [path, valueAt(path, value)]),
    notes: isHidden
      ? [...notes, { kind: "parameter_dropped", parameter: "reasoning_summary", because: "model" }]
      : notes,
  };
}

/** Thinking is shown as a part of how it is asked for. */
const summaryPath = "thinking.display";

/** A setting's value as Messages writes it. */
function valueAt(path: string, value: unknown): unknown {
  if (path === summaryPath) return "summarized";
  if (path !== "thinking") return value;
  if (typeof value === "number") return { type: "enabled", budget_tokens: value };
  return { type: value === "off" ? "disabled" : value };
}

/**
 * What the person has set and what the app sets itself. Whoever wants to see what a model thinks wants it to think, as all
 * models since 4.6 can: so one that nobody knows is asked to, and refuses it where it cannot.
 */
function settingsIn(question: Question): Settings {
  const { thinking: chosen, ...parameters } = question.parameters ?? {};
  const mayShow = familyOf(modelOf(question)).thinking?.includes("adaptive") ?? true;
  const thinking = chosen ?? (mayShow && parameters.reasoningSummary ? "adaptive" : undefined);
  const set = settingsOf(parameters).flatMap(([name, value]): Settings => {
    if (name === "web_search" || name === "code_interpreter") return value === true ? [[name, value]] : [];
    // A text is what comes anyway; JSON without a schema cannot be asked for.
    if (name === "response_format" && value === "text") return [];
    if (name === "reasoning_summary" && thinking === "off") return [];
    if (name === "json_schema") return [[name, { type: name, schema: schemaOf(value) }]];
    return [[name, value]];
  });
  const own: Settings = [...set, ["stream", true]];
  if (goesOnWithoutThinking(question)) return own.filter(([name]) => name !== "reasoning_summary");
  // What is a part of it comes after it.
  return thinking === undefined ? own : [["thinking", thinking], ...own];
}
