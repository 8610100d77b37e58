import type {
  EvaluationModel,
  EvaluationPrompt,
} from "../../../../../preload/contract/evaluation-settings.ts";
import {
  asCount,
  asList,
  asNumber,
  asObject,
  asText,
  asTime,
  type JsonObject,
} from "../../../../foundry/json.ts";
import { promptRole } from "../values.ts";
import { messagesIn } from "./item.ts";

/** A run of an eval. */
export interface EvalRun {
  id: string;
  evalId: string;
  name: string;
  model: string;
  createdAt: number | null;
  parameters: EvaluationModel["parameters"];
  prompt: EvaluationPrompt;
  /** Rows that are written in the run itself. */
  content: JsonObject[];
}

/** A run as the service gives it; null for anything else. */
export function runIn(value: unknown): EvalRun | null {
  const run = asObject(value);
  const source = asObject(run?.data_source);
  if (run === null || (run.object !== "eval.run" && source === null)) return null;
  return {
    id: asText(run.id),
    evalId: asText(run.eval_id),
    name: asText(run.name),
    model: asText(run.model) || asText(source?.model) || asText(asObject(source?.target)?.model),
    createdAt: asTime(run.created_at),
    parameters: parametersIn(asObject(source?.sampling_params) ?? {}),
    prompt: promptIn(asObject(source?.input_messages)),
    content: asList(asObject(source?.source)?.content)
      .map((one) => asObject(asObject(one)?.item))
      .filter((item) => item !== null),
  };
}

function parametersIn(set: JsonObject): EvaluationModel["parameters"] {
  const temperature = asNumber(set.temperature);
  const topP = asNumber(set.top_p);
  // Azure's runs write it in the plural (specification 2025-04-01-preview).
  const maxTokens = asCount(set.max_completion_tokens ?? set.max_completions_tokens);
  const seed = asCount(set.seed);
  const reasoningEffort = asText(set.reasoning_effort).slice(0, 20);
  return {
    ...(temperature !== null && temperature >= 0 && temperature <= 2 && { temperature }),
    ...(topP !== null && topP >= 0 && topP <= 1 && { topP }),
    ...(maxTokens !== null && maxTokens > 0 && maxTokens <= 10_000_000 && { maxTokens }),
    ...(seed !== null && { seed }),
    ...(reasoningEffort !== "" && { reasoningEffort }),
  };
}

/** A template that is written in the run; what each row asks by itself where messages stand in the rows. */
function promptIn(input: JsonObject | null): EvaluationPrompt {
  const messages = messagesIn(input?.template).map(({ role, content }) => ({
    role: promptRole(role),
    content,
  }));
  return messages.length > 0 && messages.length <= 20 ? { kind: "template", messages } : { kind: "row" };
}
