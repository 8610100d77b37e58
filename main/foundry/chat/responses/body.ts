import type { RequestNote } from "../../../../preload/contract/conversations.ts";
import type { JsonObject } from "../../json.ts";
import { familyOf } from "../../models/families.ts";
import { takesMinutes } from "../../models/long-work.ts";
import { membersOf } from "../hosted-tools.ts";
import type { Question } from "../question.ts";
import { type Places, type Settings, sentSettings, settingsOf } from "../settings.ts";
import { functionsOf, schemaOf } from "../tool-definitions.ts";
import { inputItems } from "./input.ts";

/** Where Responses has its settings, by their names in chat completions (Responses API reference). It has no others. */
const paths = new Map([
  ["temperature", "temperature"],
  ["top_p", "top_p"],
  ["max_tokens", "max_output_tokens"],
  ["reasoning_effort", "reasoning.effort"],
  ["reasoning_summary", "reasoning.summary"],
  ["verbosity", "text.verbosity"],
  ["response_format", "text.format"],
  ["include", "include"],
  ["web_search", "web_search"],
  ["code_interpreter", "code_interpreter"],
  ["stream", "stream"],
]);

const places: Places = { of: (name) => paths.get(name) ?? null, mayRename: false };

/** Tools that the service runs itself and that need no other resource. */
const hosted: ReadonlyMap<string, JsonObject> = new Map([
  ["web_search", { type: "web_search" }],
  ["code_interpreter", { type: "code_interpreter", container: { type: "auto" } }],
]);

/** What paths of the body are called in chat completions; its tools have none. */
export const names: ReadonlyMap<string, string> = new Map(
  [...paths].filter(([name]) => !hosted.has(name)).map(([name, path]) => [path, name]),
);

/** An answer may have so few tokens at least (validation of the service). */
const fewestTokens = 16;

/**
 * The body of a streamed answer. The service keeps nothing of it, and gives thinking back encrypted, so that it can be
 * sent along with the next question; but what it makes in the background it has to keep, and that is not streamed.
 * Throws `message_too_large`, `input_refused`, `tools_not_understood`, `schema_not_understood`.
 */
export function responsesBody(question: Question): JsonObject {
  const { deployment, system = "", messages } = question;
  const isBackground = worksInBackground(question);
  return {
    model: deployment,
    ...(system !== "" && { instructions: system }),
    input: inputItems(messages),
    ...membersOf(
      sentSettings(question, settings(question), places),
      hosted,
      functionsOf(question).map(functionTool),
    ),
    ...(isBackground ? { background: true, store: true } : { store: false }),
  };
}

/** How that body differs from what was set, and why. */
export const responsesChanges = (question: Question): RequestNote[] => [
  ...sentSettings(question, settings(question), places).notes,
];

/** Whether the service works on the answer while nobody listens: as it is set, else where the model takes minutes. */
function worksInBackground({ parameters = {}, model, deployment }: Question): boolean {
  return parameters.background ?? [model ?? deployment].flat().some(takesMinutes);
}

const functionTool = ({
  name,
  description,
  parameters,
  strict = false,
}: ReturnType<typeof functionsOf>[number]) => ({
  type: "function",
  name,
  ...(description !== undefined && { description }),
  parameters,
  strict,
});

/** What the person has set and what the app sets itself. */
function settings(question: Question): Settings {
  const { parameters = {}, model = null } = question;
  const thinks = familyOf(model).reasoningEffort?.length !== 0;
  const set = settingsOf(parameters).flatMap(([name, value]): Settings => {
    if (name === "background") return [];
    if (hosted.has(name)) return value === true ? [[name, value]] : [];
    if (name === "response_format") return [[name, { type: value === "json" ? "json_object" : "text" }]];
    if (name === "json_schema")
      return [["response_format", { type: name, name: "answer", schema: schemaOf(value), strict: false }]];
    if (name === "max_tokens") return [[name, Math.max(fewestTokens, Number(value))]];
    return [[name, value]];
  });
  const included = [
    ...(thinks ? ["reasoning.encrypted_content"] : []),
    ...(parameters.codeInterpreter ? ["code_interpreter_call.outputs"] : []),
  ];
  return [
    ...set,
    ...(included.length > 0 ? [["include", included] as Settings[number]] : []),
    ...(worksInBackground(question) ? [] : [["stream", true] as Settings[number]]),
  ];
}
