import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { maskAll } from "./mask.ts";

/** What was asked, for the words of a diagnosis, and with which secrets, which none of them may repeat. */
export interface Context {
  host: string;
  path: string;
  deployment?: string | undefined;
  /** Whether a sign-in's token was sent, not a key. */
  signedIn?: boolean;
  /** The id of the directory that the token is of; empty where it does not say. */
  tokenDirectory?: string;
  /** What the request is about, where its refusals have words of their own. */
  about?: "training" | "management" | "embeddings" | "batches" | "evals" | undefined;
  /** GET where nothing is said. */
  method?: string;
  /** Whether a server of models on this computer was asked. */
  isLocalServer?: boolean;
  /** The members of the request's body, which a refusal may be about. */
  parameters?: readonly string[];
  secrets: readonly string[];
  /** The request as it left, in HTTP's notation. */
  sent: string;
}

type Exchange = NonNullable<NonNullable<Diagnosis["raw"]>["exchange"]>;

/** Characters of each side that are kept. */
const limit = 4000;

/** A request in HTTP's notation, without what only a person may see: of prompts and answers only the length is kept. */
export function writeRequest(
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: unknown,
): string {
  return [`${method} ${url.href}`, ...lines(Object.entries(headers)), "", writeBody(body)].join("\n").trim();
}

/** Both sides of what was said, with every secret masked. */
export function exchangeOf({ sent, secrets }: Context, received: string): Exchange {
  const shown = (text: string) => beginningOf(maskAll(text, secrets), limit);
  return { sent: shown(sent), received: shown(received) };
}

/** An answer in HTTP's notation. */
export function writeAnswer(status: number, headers: Headers, body: string): string {
  return [String(status), ...lines([...headers]), "", body].join("\n").trim();
}

const lines = (headers: [string, string][]) => headers.map(([name, value]) => `${name}: ${value}`);

/** Members in which all is what people and models wrote, but for how it is put together. */
const conversations = ["messages", "input", "system", "instructions", "prompt"];

/** Texts in these that say how it is put together. */
const structure = [
  ...["type", "role", "name", "id", "call_id", "tool_call_id", "tool_use_id", "status", "phase"],
  ...["media_type", "detail", "ttl"],
];

/** Members anywhere else that hold what people and models wrote: of graders, and of what they grade. */
const texts = [
  ...["content", "text", "url", "arguments", "model_sample", "output_text", "source", "reference", "title"],
  ...["image_url", "file_data", "filename", "data", "output"],
];

function writeBody(body: unknown): string {
  if (body === undefined) return "";
  const within = new WeakSet<object>();
  return JSON.stringify(body, function (this: object, name, value) {
    const isWritten = within.has(this) || conversations.includes(name);
    if (isWritten && typeof value === "object" && value !== null) within.add(value);
    if (name === "input" && Array.isArray(value) && value.every((one) => typeof one === "string"))
      return `[${value.length} texts]`;
    if (name === "item" || (name === "input" && !Array.isArray(value) && typeof value === "object"))
      return `[${JSON.stringify(value)?.length ?? 0} characters]`;
    if (typeof value !== "string") return value;
    const isShown = isWritten ? structure.includes(name) : !texts.includes(name);
    return isShown ? value : `[${value.length} characters]`;
  });
}
