import type {
  AnswerDetails,
  AttachmentInfo,
  ChatParameters,
  ConversationSummary,
  Measurement,
  Message,
  MessageEnd,
} from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";

/** What is kept of a conversation; whether it is being answered is known to the streams alone. */
export type StoredSummary = Omit<ConversationSummary, "answering">;

/** What a conversation's requests begin with, and how they are made. */
export interface RequestOptions {
  systemPrompt: string;
  parameters: ChatParameters;
}

export type Row = Record<string, unknown>;

/** A column that holds a text; empty where it does not. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** A column that holds a text or nothing. */
export const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** A column's JSON. What is not what was written is worth less than the message it belongs to, and counts as null. */
export function json<Value>(value: unknown): Value | null {
  try {
    return typeof value === "string" ? (JSON.parse(value) as Value) : null;
  } catch {
    return null;
  }
}

export const summaryColumns = "id, title, connection_id, deployment, model_id, updated_at, pinned";

/** The summary in a row of `summaryColumns`. */
export const summaryOf = (row: Row): StoredSummary => ({
  id: text(row.id),
  title: text(row.title),
  connectionId: text(row.connection_id),
  deployment: text(row.deployment),
  modelId: textOrNull(row.model_id),
  updatedAt: Number(row.updated_at),
  pinned: row.pinned === 1,
});

/** The message in a row; what stands beside it comes from elsewhere. */
export const messageOf = (row: Row, siblings: string[], attachments: AttachmentInfo[]): Message => ({
  id: text(row.id),
  parentId: textOrNull(row.parent_id),
  role: row.role === "user" ? "user" : "assistant",
  text: text(row.text),
  reasoning: text(row.reasoning),
  deployment: textOrNull(row.deployment),
  connectionId: textOrNull(row.connection_id),
  createdAt: Number(row.created_at),
  end: textOrNull(row.ended) as MessageEnd | null,
  diagnosis: json<Diagnosis>(row.diagnosis),
  measurement: json<Measurement>(row.measurement),
  details: json<AnswerDetails>(row.details),
  attachments,
  siblings,
});

/** All that was written of an answer: its row, and the parts that are not folded into it yet. */
export const whole = (column: "text" | "reasoning", message: string) => `
  ${message}.${column} || coalesce(
    (select group_concat(p.${column}, '' order by p.sequence) from stream_parts p where p.message_id = ${message}.id), '')`;
