import { readWhole, type WholeAnswer } from "../chat/whole-answer.ts";
import { diagnosisOf } from "../error.ts";
import { diagnoseAnswer } from "../http/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import { asCount, asObject, asText, type JsonObject, parsePythonJson } from "../json.ts";

/** What became of a line of a batch. */
export interface BatchResult {
  customId: string;
  /** Null for a line that was not run. */
  answer: WholeAnswer | null;
  /** The id under which Microsoft's support finds the request. */
  requestId: string | null;
}

/** Characters of a line that are read; a longer one is none of the service's. */
const mostCharacters = 64 * 1024 * 1024;

/** The lines of a file as its bytes arrive, without their ends and without blank ones. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const piece of bytes) {
    const lines = (held + decoder.decode(piece, { stream: true })).split("\n");
    held = lines.pop() ?? "";
    if (held.length > mostCharacters) held = "";
    for (const line of lines) if (line.trim() !== "") yield line;
  }
  held += decoder.decode();
  if (held.trim() !== "") yield held;
}

const noAnswer = { text: "", reasoning: "", refusal: "", calls: [], end: "failed", usage: null } as const;

/**
 * Reads a line of an output or an error file. Azure has what failed in an outer `error` (batch guide), OpenAI inside the
 * reply (openai-openapi#302); both are read, and a refusal means what it means in chat. `model` is what is known to
 * answer. Null for what is no such line.
 */
export async function resultIn(line: string, model: string, context: Context): Promise<BatchResult | null> {
  const row = asObject(parsePythonJson(line));
  const customId = asText(row?.custom_id);
  if (!row || customId === "") return null;
  const response = asObject(row.response);
  const status = asCount(response?.status_code) ?? 200;
  const requestId = asText(response?.request_id) || null;
  const error = status >= 400 ? (response?.body ?? row.error) : (row.error ?? null);
  if (error !== null && (status >= 400 || response?.body === undefined || response.body === null))
    return { customId, answer: failedBy(error, status, context), requestId };
  const { body } = response ?? {};
  const document = typeof body === "string" ? parsePythonJson(body) : body;
  return { customId, answer: await readWhole(document ?? {}, model, context), requestId };
}

/** An error beside a reply that has no status of its own means what it would mean with 400. */
function failedBy(error: unknown, status: number, context: Context): WholeAnswer {
  const isExpired = /\b(?:batch_)?(?:expired|cancell?ed)\b/i.test(asText(asObject(error)?.code));
  const body = typeof error === "string" ? error : JSON.stringify(withoutWrapper(error));
  const diagnosis = isExpired
    ? diagnosisOf("batch_expired")
    : diagnoseAnswer(status >= 400 ? status : 400, new Headers(), body, context);
  return { ...noAnswer, calls: [], filters: [], diagnosis };
}

const withoutWrapper = (error: unknown): unknown => {
  const object: JsonObject | null = asObject(error);
  return object && !("error" in object) ? { error: object } : error;
};
