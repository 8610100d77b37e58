import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import type { ChatMessage } from "../../foundry/chat/chat.ts";
import { FoundryError } from "../../foundry/error.ts";
import { asList, asObject, parseJson } from "../../foundry/json.ts";
import { ownAnswer } from "../../graders/graders.ts";
import { askedRow } from "../asked-row.ts";

/** What is known of the rows of a draft. */
export interface RowFacts {
  /** `gone`, `unready`: there are none that can be asked. */
  state: "ready" | "gone" | "unready";
  name: string;
  /** Rows of the part, and those of them that are asked. */
  available: number;
  rows: number;
  /** Tokens of a question and of a reference, on average; null without any. */
  question: number;
  reference: number | null;
  /** Characters of a token in this dataset. */
  perToken: number;
  /** Of the rows that were looked at. */
  looked: number;
  unasked: number;
  /** Why rows are not asked: a name in `strings.evaluations.rowProblems`, and the place it is about. */
  problem: { code: string; place: string } | null;
  withoutReference: number;
  withoutCalls: number;
  withPictures: number;
  /** Those in which a tool is called or answers before the last question. */
  withToolTurns: number;
}

/** Rows that are looked at. */
const lookedRows = 200;

/** Characters of a token, where the dataset's tokens were not counted. */
const usualCharacters = 4;

const nothing: RowFacts = {
  ...{ state: "gone", name: "", available: 0, rows: 0, question: 0, reference: null },
  ...{ perToken: usualCharacters, looked: 0, unasked: 0, problem: null },
  ...{ withoutReference: 0, withoutCalls: 0, withPictures: 0, withToolTurns: 0 },
};

/** Looks at the rows of a draft. What is not there or not ready is told; anything else is thrown. */
export async function rowFactsOf(
  { data, prompt }: Pick<EvaluationSettings, "data" | "prompt">,
  datasets: Pick<Datasets, "get" | "open" | "draw">,
): Promise<RowFacts> {
  if (!data) return nothing;
  const { datasetId, part, rows: wanted, seed } = data;
  try {
    const { name, size, state } = datasets.get(datasetId);
    if (state !== "ready") return { ...nothing, state: "unready", name };
    const { parts, tokens } = await datasets.open({ id: datasetId });
    const available = part === null ? Object.values(parts).reduce((sum, rows) => sum + rows, 0) : parts[part];
    const rows = Math.min(available, wanted ?? available);
    const drawn =
      rows === 0
        ? []
        : await datasets.draw(datasetId, { version: null, part, rows: Math.min(rows, lookedRows), seed });
    const perToken = tokens && tokens.tokens > 0 ? size / tokens.tokens : usualCharacters;
    return {
      ...nothing,
      state: "ready",
      name,
      available,
      rows,
      perToken,
      ...lookedAt(drawn, prompt, perToken),
    };
  } catch (error) {
    if (error instanceof FoundryError && error.diagnosis.code === "not_found") return nothing;
    if (error instanceof FoundryError && error.diagnosis.code === "dataset_not_ready")
      return { ...nothing, state: "unready" };
    throw error;
  }
}

function lookedAt(
  drawn: readonly { text: string }[],
  prompt: EvaluationSettings["prompt"],
  perToken: number,
): Partial<RowFacts> {
  const all = drawn.map(({ text }) => ({ text, ...askedRow(text, prompt) }));
  const asked = all.flatMap(({ text, question }) => (question ? [{ text, ...question }] : []));
  const [problem] = all.flatMap((one) =>
    one.problem === null ? [] : [{ code: one.problem, place: one.place ?? "" }],
  );
  const references = asked.flatMap(({ reference }) => reference ?? []);
  const mean = (lengths: readonly number[]) =>
    lengths.length === 0 ? 0 : lengths.reduce((sum, one) => sum + one, 0) / lengths.length / perToken;
  return {
    looked: all.length,
    unasked: all.length - asked.length,
    problem: problem ?? null,
    question: mean(
      asked.map(({ messages }) => messages.reduce((sum, { content }) => sum + content.length, 0)),
    ),
    reference: references.length === 0 ? null : mean(references.map(({ length }) => length)),
    withoutReference: asked.length - references.length,
    withoutCalls: asked.filter(({ text }) => !hasCalls(text)).length,
    withPictures: asked.filter(({ messages }) => messages.some(({ attachments }) => attachments?.length))
      .length,
    withToolTurns: asked.filter(({ messages }) => messages.some(isToolTurn)).length,
  };
}

const isToolTurn = ({ role, toolCalls }: ChatMessage): boolean =>
  role === "tool" || Boolean(toolCalls?.length);

/** Whether what a row has for an answer is a call of a tool. */
export function hasCalls(text: string): boolean {
  const row = asObject(parseJson(text));
  return row !== null && asList(ownAnswer(row)?.tool_calls).length > 0;
}
