import type { ChatParameters } from "../../../../preload/contract/conversations.ts";
import type { JsonObject } from "../../json.ts";
import { familyOf } from "../../models/families.ts";
import type { ModelFamily } from "../../models/family.ts";
import { isDropped, nameOf, noAdjustments } from "../adjustments.ts";
import type { ChatMessage, Question } from "../question.ts";
import { apiMessages } from "./messages.ts";

/**
 * The body of a streamed chat completion (Azure OpenAI REST reference). Parameters that the model's family refuses are
 * left out, and those that a deployment has refused before. Throws `message_too_large` for more than the service takes.
 */
export function chatBody(request: Question): JsonObject {
  const {
    deployment,
    model = null,
    messages,
    system = "",
    parameters = {},
    adjustments = noAdjustments,
  } = request;
  const family = familyOf(model);
  const all: ChatMessage[] = [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    ...messages,
  ];
  const settings: JsonObject = {
    ...settingsOf(parameters, family),
    [nameOf(adjustments, family.maxTokens)]: parameters.maxTokens,
    // A model that does not stream answers in one document; the options are for streams only.
    stream: true,
    stream_options: isDropped(adjustments, "stream", true) ? undefined : { include_usage: true },
  };
  const sent = Object.entries(settings).filter(
    ([name, value]) => value !== undefined && !isDropped(adjustments, name, value),
  );
  return {
    model: deployment,
    messages: apiMessages(all, nameOf(adjustments, family.systemRole)),
    ...Object.fromEntries(sent),
  };
}

/** What the person has set, by the service's names, without what the family refuses. */
function settingsOf(parameters: ChatParameters, { refuses, reasoningEffort }: ModelFamily): JsonObject {
  const { stop, reasoningEffort: effort, responseFormat } = parameters;
  const settings: JsonObject = {
    temperature: parameters.temperature,
    top_p: parameters.topP,
    presence_penalty: parameters.presencePenalty,
    frequency_penalty: parameters.frequencyPenalty,
    stop: stop?.length ? stop : undefined,
    seed: parameters.seed,
    // Text is what every model gives unasked.
    response_format: responseFormat === "json" ? { type: "json_object" } : undefined,
    reasoning_effort:
      effort !== undefined && (reasoningEffort?.includes(effort) ?? true) ? effort : undefined,
  };
  for (const name of refuses) delete settings[name];
  return settings;
}
