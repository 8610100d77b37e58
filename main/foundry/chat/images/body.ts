import type { RequestNote } from "../../../../preload/contract/conversations.ts";
import type { JsonObject } from "../../json.ts";
import { withTexts } from "../attached.ts";
import { asksForDocuments } from "../left-out.ts";
import type { Question } from "../question.ts";
import { type Places, placed, type Settings, sentSettings, settingsOf } from "../settings.ts";
import { checkSizes } from "../sizes.ts";

/** The settings of a picture, by their names (guide to image generation). */
const taken: readonly string[] = ["size", "quality", "stream"];

const places: Places = { of: (name) => (taken.includes(name) ? name : null), mayRename: false };

/** Characters of a prompt that models of the GPT image series take (Images API reference). */
const longestPrompt = 32_000;

/**
 * The body of one picture (guide to image generation). It is asked for as a stream, since a connection on which nothing
 * comes has been cut after two minutes. The prompt is the last message of the person alone. Throws `message_too_large`.
 */
export function imagesBody(question: Question): JsonObject {
  const asked = lastOf(question);
  const prompt = withTexts(asked?.content ?? "", asked?.attachments ?? []);
  checkSizes(asked ? [{ ...asked, content: prompt, attachments: [] }] : [], { characters: longestPrompt });
  return {
    model: question.deployment,
    prompt,
    n: 1,
    ...placed(sentSettings(question, settings(question), places).settings),
  };
}

/** How that body differs from what was set and what was said, and why. */
export function imagesChanges(question: Question): RequestNote[] {
  const { messages, system = "", parameters = {} } = question;
  const hasImages = messages.some(({ attachments = [] }) => attachments.some(({ kind }) => kind === "image"));
  const isLong = messages.some(({ role }) => role === "assistant");
  return [
    ...sentSettings(question, settings(question), places).notes,
    ...(system === "" ? [] : [absent("system prompt")]),
    ...(parameters.tools === undefined ? [] : [absent("tools")]),
    ...(isLong ? [{ kind: "left_out", what: "conversation" } as const] : []),
    ...(hasImages ? [{ kind: "left_out", what: "images" } as const] : []),
    ...(asksForDocuments(question) ? [{ kind: "left_out", what: "documents" } as const] : []),
  ];
}

const absent = (parameter: string): RequestNote => ({
  kind: "parameter_dropped",
  parameter,
  because: "dialect",
});

const lastOf = ({ messages }: Question) => messages.findLast(({ role }) => role === "user");

const settings = ({ parameters = {} }: Question): Settings => [...settingsOf(parameters), ["stream", true]];
