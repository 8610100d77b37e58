import type { Deployment } from "../../../preload/contract/deployments.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { familyOf } from "../models/families.ts";
import { doesOtherWork } from "../models/other-work.ts";

/** What the lists say of a deployment that tells what it speaks. */
export interface Described {
  name: string;
  model: string | null;
  publisher: string | null;
  /** Nothing where no list says anything of it. */
  capabilities?: readonly string[] | undefined;
}

/** Names of models that Responses alone serves (Azure OpenAI models page, the rows without chat completions). */
const responsesOnly = /-codex\b|\bcodex-mini\b|-pro\b|deep-research|computer-use/i;

/**
 * What a deployment speaks, by what the lists say of it, else by the names of its model and its own. Claude says that it
 * answers chat completions, and does not (recorded rows of Azure Resource Manager); so its publisher counts first.
 */
export function spokenBy(described: Described): Deployment["speaks"] {
  const { name, model, publisher, capabilities } = described;
  if (/^anthropic$/i.test(publisher ?? "")) return { what: "messages", because: "list" };
  const known = model ?? name;
  if (publisher === null && /^claude\b/i.test(known)) return { what: "messages", because: "name" };
  if (capabilities?.includes("responses") && !answersChat(capabilities))
    return { what: "responses", because: "list" };
  if (familyOf(model).offersChat === false || (isOpenAi(publisher) && responsesOnly.test(known)))
    return { what: "responses", because: "name" };
  if (capabilities)
    return { what: answersChat(capabilities) ? "chat" : workOf(capabilities, known), because: "list" };
  return doesOtherWork(model ?? "")
    ? { what: workOf([], known), because: "name" }
    : { what: "chat", because: "default" };
}

const isOpenAi = (publisher: string | null) => publisher === null || /openai/i.test(publisher);

const answersChat = (capabilities: readonly string[]) =>
  capabilities.includes("chat_completion") || capabilities.includes("chatCompletion");

/** Names of models that make embeddings, of the families that do not say so. */
const embedding = /embed|(?:^|[^a-z0-9])(?:bge|gte|e5|minilm|mpnet|voyage)(?:$|[^a-z0-9])/i;

/** The other work that a model does, by its flags, else by its name. */
function workOf(capabilities: readonly string[], name: string): Deployment["speaks"]["what"] {
  if (capabilities.includes("embeddings") || (embedding.test(name) && !/rerank/i.test(name)))
    return "embeddings";
  return /image/i.test(name) ? "images" : "other";
}

/** What is spoken, where it is a dialect of text; null for other work. */
export const dialectOf = ({ what }: Deployment["speaks"]): DialectName | null =>
  what === "chat" || what === "responses" || what === "messages" || what === "images" ? what : null;
