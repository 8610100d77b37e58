import type { RequestNote } from "../../../../preload/contract/conversations.ts";
import type { JsonObject } from "../../json.ts";
import { familyOf } from "../../models/families.ts";
import { droppedBy, nameOf, noAdjustments } from "../adjustments.ts";
import { asksForDocuments } from "../left-out.ts";
import type { ChatMessage, Question } from "../question.ts";
import { type Places, placed, type Settings, sentSettings, settingsOf, since } from "../settings.ts";
import { schemaOf, toolsOf } from "../tool-definitions.ts";
import { apiMessages } from "./messages.ts";

/**
 * The body of a streamed chat completion (Azure OpenAI REST reference). Parameters that the model's family refuses are
 * left out, and those that a deployment has refused before. Throws `message_too_large` for more than the service takes.
 */
export function chatBody(question: Question): JsonObject {
  const tools = toolsOf(question);
  return {
    model: question.deployment,
    messages: apiMessages(messagesOf(question), roleOf(question)),
    ...(tools.length > 0 && { tools }),
    ...placed(sentSettings(question, settings(question), places).settings),
  };
}

/** How that body differs from what was set, by the names of the reference, and why. */
export function chatChanges(question: Question): RequestNote[] {
  const { model = null, adjustments = noAdjustments } = question;
  const { notes } = sentSettings(question, settings(question), places);
  const role = roleOf(question);
  const own = familyOf(model).systemRole;
  const instructs = messagesOf(question).some((one) => one.role === "system");
  // The two roles are the same to a model that takes both, so a family's own one changes nothing.
  const isRenamed = instructs && role !== "system" && role !== own;
  return [
    ...notes,
    ...(isRenamed
      ? [
          {
            kind: "parameter_renamed" as const,
            parameter: "system",
            instead: role,
            ...since("system", adjustments),
          },
        ]
      : []),
    ...(asksForDocuments(question) ? [{ kind: "left_out" as const, what: "documents" as const }] : []),
  ];
}

const messagesOf = ({ system = "", messages }: Question): ChatMessage[] => [
  ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
  ...messages,
];

/** The role of the message that instructs. */
const roleOf = ({ model = null, adjustments = noAdjustments }: Question): string =>
  nameOf(adjustments, familyOf(model).systemRole);

/** What other APIs have and this one has not. */
const absent = new Set([
  "reasoning_summary",
  "thinking",
  "web_search",
  "code_interpreter",
  "background",
  "size",
  "quality",
]);

const places: Places = {
  of: (name, { maxTokens }) => (absent.has(name) ? null : name === "max_tokens" ? maxTokens : name),
  mayRename: true,
};

/** What the person has set and what the app sets itself. */
function settings({ parameters = {}, adjustments = noAdjustments }: Question): Settings {
  const set = settingsOf(parameters).map(([name, value]): Settings[number] => {
    if (name === "response_format") return [name, { type: value === "json" ? "json_object" : "text" }];
    if (name === "json_schema")
      return ["response_format", { type: name, json_schema: { name: "answer", schema: schemaOf(value) } }];
    return [name, value];
  });
  // A model that does not stream answers in one document; the options are for streams only.
  const streams = droppedBy(adjustments, "stream", true) === null;
  return [
    ...set,
    ["stream", true],
    ...(streams ? [["stream_options", { include_usage: true }] as Settings[number]] : []),
  ];
}
