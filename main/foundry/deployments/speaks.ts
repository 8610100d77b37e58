import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import { type DialectName, dialectName } from "../../../preload/contract/dialects.ts";
import { modelsAddress } from "../endpoints/parse.ts";
import { baseModel } from "../models/families.ts";
import { guessedWork, workOf } from "../models/other-work.ts";

/** What the lists say of a deployment that tells what it speaks. */
export interface Described {
  name: string;
  /** Absent where no list says it, as all that follows. */
  model?: string | null | undefined;
  publisher?: string | null | undefined;
  /** Whose API the model has, as Azure Resource Manager tells it. */
  format?: string | undefined;
  /** The flags that are set, as a project's list calls them. */
  capabilities?: readonly string[] | undefined;
}

type Said = Deployment["speaks"];

/**
 * Names of models that Responses alone serves: codex, pro, deep research and computer use (Azure OpenAI models page, the
 * rows without chat completions). Other publishers' models may be called Pro, and people's deployments anything.
 */
const responsesOnly =
  /(?:^|[^a-z])gpt-\d[\w.]*-(?:codex|pro)(?![a-z])|(?:^|[^a-z])o\d+-(?:pro|deep-research)(?![a-z])|(?:^|[^a-z])(?:codex-mini|computer-use-preview)(?![a-z])/;

/**
 * What a deployment speaks, by what the lists say of it, else by the name of its model, of its own only where no list names
 * one; else the API that the endpoint's address is of, else chat. A server that speaks OpenAI's API serves any model as it
 * likes, so there names tell only what is no chat at all.
 */
export function spokenBy(described: Described, endpoint: UnderstoodEndpoint): Said {
  const { model, capabilities } = described;
  const isFoundry = modelsAddress(endpoint) === null;
  const byNames = isFoundry ? onFoundry(described) : null;
  if (byNames) return byNames;
  if (capabilities?.includes(chatCapability)) return { what: "chat", because: "list" };
  const work = guessedWork(model ?? "");
  if (capabilities)
    return { what: capabilities.includes("embeddings") ? "embeddings" : (work ?? "other"), because: "list" };
  if (work) return { what: work, because: "name" };
  // There a model that is known by now is not Claude, which alone has Messages.
  const isOther = isFoundry && model != null && endpoint.dialect === "messages";
  return endpoint.dialect && !isOther
    ? { what: endpoint.dialect, because: "address" }
    : { what: "chat", because: "default" };
}

/**
 * What Foundry's own lists and the names of its models tell; null where they leave it open. Claude's row says that it answers chat
 * completions, and it does not, so whose model it is counts before the flags.
 */
function onFoundry({ name, model, publisher, format, capabilities = [] }: Described): Said | null {
  const known = baseModel(model ?? name);
  const publishers = [format, publisher].filter((one) => one != null);
  if (publishers.some((one) => /^anthropic$/i.test(one))) return { what: "messages", because: "list" };
  if (publishers.length === 0 && /^(?:.*\/)?claude(?![a-z])/.test(known))
    return { what: "messages", because: "name" };
  const answersChat = capabilities.includes(chatCapability);
  if (capabilities.includes("embeddings") && !answersChat) return { what: "embeddings", because: "list" };
  const work = workOf(known);
  if (work) return { what: work, because: "name" };
  if (capabilities.some((flag) => responsesFlags.includes(flag)) && !answersChat)
    return { what: "responses", because: "list" };
  return responsesOnly.test(known) ? { what: "responses", because: "name" } : null;
}

/** The flag of a model that answers chat (Foundry deployments list reference). */
export const chatCapability = "chat_completion";

/** The flags of models that answer Responses, OpenAI's and others' (rows of Azure Resource Manager, as clients report them). */
const responsesFlags = ["responses", "agents_v2"];

/** What is spoken, where it is a dialect; null for other work. */
export const dialectOf = ({ what }: Said): DialectName | null => dialectName.safeParse(what).data ?? null;
