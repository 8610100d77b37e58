import { messageEnd } from "../../../../../preload/contract/conversations.ts";
import {
  asCount,
  asList,
  asNumber,
  asObject,
  asText,
  asTime,
  type JsonObject,
} from "../../../../foundry/json.ts";
import type { RecordOf } from "../../format/records.ts";

/** A graded answer of a run, from the service's list of output items or from an export of OpenAI's dashboard. */
export interface EvalItem {
  runId: string;
  /** Of the row in the run's data. */
  itemId: string;
  item: JsonObject;
  model: string;
  messages: { role: string; content: string }[];
  answer: Pick<RecordOf<"answer">, "text" | "calls" | "end" | "said" | "tokens">;
  startedAt: number | null;
  grades: { name: string; score: number | null; passed: boolean | null; said: string | null }[];
}

/** An output item of either kind; null for anything else. */
export function evalItemIn(value: unknown): EvalItem | null {
  const one = asObject(value);
  if (one === null) return null;
  if (one.object === "eval.run.output_item" || "datasource_item" in one) return listedItem(one);
  return "grades" in one && ("item" in one || "data_source_idx" in one) ? exportedItem(one) : null;
}

function listedItem(one: JsonObject): EvalItem {
  const sample = asObject(one.sample) ?? {};
  return {
    runId: asText(one.run_id),
    itemId: String(one.datasource_item_id ?? ""),
    item: asObject(one.datasource_item) ?? {},
    model: asText(sample.model),
    messages: messagesIn(sample.input),
    answer: answerIn(sample.output, sample, sample.usage),
    startedAt: asTime(one.created_at),
    grades: asList(one.results).flatMap((result) => {
      const grade = asObject(result);
      return grade === null ? [] : [gradeIn(grade)];
    }),
  };
}

function exportedItem(one: JsonObject): EvalItem {
  const sample = asObject(one.sample) ?? {};
  const passes = asObject(one.passes) ?? {};
  return {
    runId: asText(one.run_id),
    itemId: String(one.data_source_idx ?? ""),
    item: asObject(one.item) ?? {},
    model: asText(sample.model),
    messages: messagesIn(sample.inputs ?? sample.input),
    answer: answerIn(sample.outputs ?? sample.output, sample, sample.token_usage ?? sample.usage),
    startedAt: null,
    grades: Object.entries(asObject(one.grades) ?? {}).map(([name, score]) => {
      const passed = passes[name];
      return {
        name: withoutId(name),
        score: asNumber(score),
        passed: typeof passed === "boolean" ? passed : null,
        said: null,
      };
    }),
  };
}

/** What a grader gave; a failed one has no score, whatever number stands there. */
function gradeIn(grade: JsonObject): EvalItem["grades"][number] {
  const passed = typeof grade.passed === "boolean" ? grade.passed : null;
  const sample = asObject(grade.sample);
  const error = messageIn(sample?.error) ?? messageIn(grade.error);
  const number = asNumber(grade.score) ?? (passed === null ? null : Number(passed));
  const score = error === null ? number : null;
  const output = messagesIn(sample?.output).map(({ content }) => content);
  return {
    name: withoutId(asText(grade.name) || asText(grade.metric)),
    score,
    passed: score === null ? null : passed,
    said: error ?? (asText(grade.reason) || output.join("\n") || asText(grade.label) || null),
  };
}

/** Results have the name of their criterion with an id behind it. */
const withoutId = (name: string): string =>
  name.replace(/-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "");

function answerIn(output: unknown, sample: JsonObject, usage: unknown): EvalItem["answer"] {
  const error = messageIn(sample.error);
  const messages = asList(output).map((one) => asObject(one) ?? {});
  const text =
    typeof output === "string"
      ? output
      : messagesIn(output)
          .map(({ content }) => content)
          .join("\n");
  const calls = messages.flatMap(({ tool_calls }) =>
    asList(tool_calls).flatMap((call) => {
      const asked = asObject(asObject(call)?.function);
      return asked === null ? [] : [{ name: asText(asked.name), arguments: asText(asked.arguments) }];
    }),
  );
  const said = messageEnd.safeParse(sample.finish_reason);
  return {
    text: text || asText(sample.output_text),
    calls,
    end: error === null ? (said.success ? said.data : "stop") : "failed",
    said: error,
    tokens: tokensIn(usage),
  };
}

/** What an error says; null where there is none, which the service writes as empty texts too. */
function messageIn(error: unknown): string | null {
  if (typeof error === "string") return error || null;
  const { message, code } = asObject(error) ?? {};
  return asText(message) || asText(code) || null;
}

function tokensIn(value: unknown): EvalItem["answer"]["tokens"] {
  const usage = asObject(value);
  const [prompt, completion] = [asCount(usage?.prompt_tokens), asCount(usage?.completion_tokens)];
  if (prompt === null || completion === null || prompt + completion === 0) return null;
  return {
    prompt,
    completion,
    reasoning: asCount(asObject(usage?.completion_tokens_details)?.reasoning_tokens) ?? 0,
  };
}

/** Messages with their texts: content is a text, an object with one, or a list of such. */
export const messagesIn = (list: unknown): { role: string; content: string }[] =>
  asList(list).flatMap((one) => {
    const message = asObject(one);
    if (message === null) return typeof one === "string" ? [{ role: "assistant", content: one }] : [];
    return [{ role: asText(message.role) || "user", content: contentIn(message.content) }];
  });

const contentIn = (content: unknown): string => {
  if (typeof content === "string") return content;
  if (Array.isArray(content))
    return content
      .map(contentIn)
      .filter((text) => text !== "")
      .join("\n");
  return asText(asObject(content)?.text);
};
