import { setImmediate as nextTurn } from "node:timers/promises";
import { ask } from "../asking.ts";
import type { SandboxDeployment } from "../deployments.ts";
import { filled, type Sample, Ungraded } from "../graders/template.ts";
import { isObject, type Json } from "../json.ts";
import type { Message } from "../message.ts";
import { gradeBy } from "./criteria.ts";
import type { EvalResult } from "./result.ts";

/** A row of a run, graded. */
export interface EvalItem {
  item: Json;
  input: Message[];
  output: string;
  results: EvalResult[];
  status: "pass" | "fail" | "error";
  tokens: { prompt: number; completion: number };
}

/** A row as it comes: its fields, and an answer that it has already. */
export interface EvalRow {
  item: Json;
  sample: string | null;
}

/** What is asked of whom, where rows have no answers yet. */
export interface Asking {
  template: readonly Json[];
  deployment: SandboxDeployment;
}

/** Asks where that is wanted, and grades the rows one by one. */
export async function* gradeRows(
  rows: readonly EvalRow[],
  criteria: readonly Json[],
  asking: Asking | null,
  deployments: readonly SandboxDeployment[],
): AsyncGenerator<EvalItem> {
  for (const { item, sample } of rows) {
    await nextTurn();
    const given = { item, input: [], output: sample ?? "", tokens: { prompt: 0, completion: 0 } };
    const answered = asking === null ? given : { item, ...answerOf(item, asking) };
    const results = criteria.map((criterion) => gradeBy(criterion, answered, deployments));
    const status = results.some(({ error }) => error !== null)
      ? "error"
      : results.every(({ passed }) => passed)
        ? "pass"
        : "fail";
    yield { ...answered, results, status };
  }
}

function answerOf(
  item: Json,
  { template, deployment }: Asking,
): Omit<EvalItem, "item" | "results" | "status"> {
  const messages = template.map(({ role, content }) => ({
    role: String(role),
    text: textIn(content, { item, output: "" }),
  }));
  const { text, tokens } = ask(messages, deployment);
  return { input: messages, output: text, tokens };
}

/** A text, alone or as a part; what cannot be filled stays as it is. */
function textIn(content: unknown, sample: Sample): string {
  const text = isObject(content) ? content.text : content;
  try {
    return filled(String(text), sample);
  } catch (error) {
    if (!(error instanceof Ungraded)) throw error;
    return String(text);
  }
}
