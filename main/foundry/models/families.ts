import { familyRows } from "./family-rows.ts";

/** The parameters of a chat completion that this app sends and a model may refuse. */
export type RequestParameter =
  | "temperature"
  | "top_p"
  | "presence_penalty"
  | "frequency_penalty"
  | "stop"
  | "seed"
  | "response_format";

/** What a family of models takes. Null says that no source tells. */
export interface ModelFamily {
  /** The role of the message that instructs. */
  systemRole: "system" | "developer";
  /** The name of the parameter that limits the answer. */
  maxTokens: "max_tokens" | "max_completion_tokens";
  refuses: readonly RequestParameter[];
  /** The values of `reasoning_effort`; empty where it is refused, null where any may be taken. */
  reasoningEffort: readonly string[] | null;
  images: boolean | null;
  /** False where only the Responses API serves it. */
  offersChat: boolean | null;
  /** The largest prompt and answer together, in tokens. */
  contextTokens: number | null;
  /** The largest answer, in tokens, thinking included. */
  outputTokens: number | null;
}

/** Takes everything: the service refuses what it does not. */
const unknownFamily: ModelFamily = {
  systemRole: "system",
  maxTokens: "max_tokens",
  refuses: [],
  reasoningEffort: null,
  images: null,
  offersChat: null,
  contextTokens: null,
  outputTokens: null,
};

const families = new Map<string, ModelFamily>(
  familyRows.flatMap(({ models, ...row }) =>
    models.map((model) => [model.toLowerCase(), { ...unknownFamily, ...row }] as const),
  ),
);

/** What may follow a model's name: a version's date, and what fine-tuning appends. */
const version = /(?:-(?:\d{4}-\d{2}-\d{2}|\d{4}))?(?:\.ft-.*)?$/;

/**
 * What the family of a model takes. The name is the model's, not the deployment's, and may carry a version's date or be
 * a fine-tuned model's; null, or a name no row has, gives the family that takes everything.
 */
export function familyOf(model: string | null): ModelFamily {
  const name = model?.trim().toLowerCase() ?? "";
  return families.get(name) ?? families.get(name.replace(version, "")) ?? unknownFamily;
}
