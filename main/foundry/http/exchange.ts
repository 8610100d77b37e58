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

/**
 * Members that hold what people and models wrote, and what they are called: of messages and of what goes along with them,
 * and of graders with what they grade.
 */
const texts = [
  ...["content", "text", "url", "arguments", "model_sample", "output_text", "source", "input", "reference"],
  ...["instructions", "image_url", "file_data", "filename", "title", "data", "thinking", "signature"],
  ...["encrypted_content", "output"],
];

function writeBody(body: unknown): string {
  if (body === undefined) return "";
  return JSON.stringify(body, (name, value) => {
    if (name === "input" && Array.isArray(value) && value.every((one) => typeof one === "string"))
      return `[${value.length} texts]`;
    if (name === "item" || (name === "input" && !Array.isArray(value) && typeof value === "object"))
      return `[${JSON.stringify(value)?.length ?? 0} characters]`;
    return texts.includes(name) && typeof value === "string" ? `[${value.length} characters]` : value;
  });
}
