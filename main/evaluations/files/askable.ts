import type { EvaluationPrompt } from "../../../preload/contract/evaluation-settings.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { askedRow } from "../asked-row.ts";
import type { EvaluationHead } from "./format/head.ts";
import type { RecordOf } from "./format/records.ts";
import type { OpenedEvaluation } from "./imports/opened.ts";

/** How the rows of a file are kept, so that each asks here what it asked there. */
export interface Askable {
  /** The head with the prompt that makes of a row what it asked. */
  head: EvaluationHead;
  /** A row's text as it is kept. */
  textOf(row: RecordOf<"row">): string;
}

/**
 * The prompt and the rows of a file as they are where the prompt makes of every row what it asked; else each row brings its
 * messages and its reference along, beside its fields. Throws what reading the records throws.
 */
export async function askableRows({
  head,
  records,
}: Pick<OpenedEvaluation, "head" | "records">): Promise<Askable> {
  const { prompt } = head.settings;
  for await (const record of records())
    if (record.kind === "row" && !asksTheSame(record, prompt))
      return {
        head: { ...head, settings: { ...head.settings, prompt: { kind: "row" } } },
        textOf: withMessages,
      };
  return { head, textOf: ({ text }) => text };
}

function asksTheSame({ text, messages, reference }: RecordOf<"row">, prompt: EvaluationPrompt): boolean {
  const { question } = askedRow(text, prompt);
  const asked = (question?.messages ?? []).map(({ role, content }) => [role, content]);
  return (
    (question?.reference ?? null) === reference &&
    JSON.stringify(asked) === JSON.stringify(messages.map(({ role, content }) => [role, content]))
  );
}

/** A row's text that asks by itself: its fields, its messages, and last among these what is expected. */
function withMessages({ text, messages, reference }: RecordOf<"row">): string {
  const said = reference === null ? [] : [{ role: "assistant", content: reference }];
  return JSON.stringify({ ...asObject(parseJson(text)), messages: [...messages, ...said] });
}
