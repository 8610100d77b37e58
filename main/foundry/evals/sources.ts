import type { JsonObject } from "../json.ts";

/** A row that is evaluated: its fields, and an answer that it has already. */
interface EvalRow {
  item: JsonObject;
  answer?: string;
}

/** Where rows are: in the request, or in a file or a project's dataset that the service has. */
type EvalRows = { rows: readonly EvalRow[] } | { fileId: string };

/** How a model is asked, by names of our own. */
interface EvalSampling {
  temperature?: number;
  topP?: number;
  seed?: number;
  maxTokens?: number;
  reasoningEffort?: string;
  /** As chat completions take it. */
  responseFormat?: JsonObject;
  tools?: readonly JsonObject[];
}

/** What a run evaluates. */
export type EvalSource =
  /** Answers that the rows have. */
  | ({ kind: "answers" } & EvalRows)
  /** A deployment that the service asks. `evaluators`: with graders of Foundry, which only a project has. */
  | ({
      kind: "deployment";
      deployment: string;
      messages: readonly { role: "system" | "developer" | "user" | "assistant"; content: string }[];
      sampling: EvalSampling;
      withEvaluators: boolean;
    } & EvalRows);

/** The names of the longest answer: that of the specification, and the one that Azure's has instead (specs, 2025-04-01-preview). */
export const longestNames = ["max_completion_tokens", "max_completions_tokens"] as const;
export type LongestName = (typeof longestNames)[number];

/**
 * The `data_source` of a run (openai-node, `resources/evals/runs`; Foundry cloud evaluation targets, September 2026, for
 * a project's). That answers of rows are at `sample.output_text` is shown by no example with rows in the request, and
 * guessed from the dated specification's templates.
 */
export function dataSourceOf(source: EvalSource, longest: LongestName): JsonObject {
  const rows =
    "rows" in source
      ? { type: "file_content", content: source.rows.map(contentOf) }
      : { type: "file_id", id: source.fileId };
  if (source.kind === "answers") return { type: "jsonl", source: rows };
  const template = source.messages.map(({ role, content }) => ({
    type: "message",
    role,
    content: { type: "input_text", text: content },
  }));
  const input_messages = { type: "template", template };
  const sampling_params = samplingOf(source.sampling, longest);
  const model = source.deployment;
  if (!source.withEvaluators)
    return { type: "completions", source: rows, input_messages, model, sampling_params };
  const target = { type: "azure_ai_model", model, sampling_params };
  return { type: "azure_ai_target_completions", source: rows, input_messages, target };
}

const contentOf = ({ item, answer }: EvalRow): JsonObject => ({
  item,
  ...(answer !== undefined && { sample: { output_text: answer } }),
});

const samplingOf = (
  { temperature, topP, seed, maxTokens, reasoningEffort, responseFormat, tools }: EvalSampling,
  longest: LongestName,
): JsonObject => ({
  ...(temperature !== undefined && { temperature }),
  ...(topP !== undefined && { top_p: topP }),
  ...(seed !== undefined && { seed }),
  ...(maxTokens !== undefined && { [longest]: maxTokens }),
  ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
  ...(responseFormat !== undefined && { response_format: responseFormat }),
  ...(tools?.length && { tools }),
});
