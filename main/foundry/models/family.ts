/** The parameters of a chat completion that this app sends and a model may refuse. */
type RequestParameter =
  | "temperature"
  | "top_p"
  | "presence_penalty"
  | "frequency_penalty"
  | "stop"
  | "seed"
  | "response_format";

/** How Claude is told to think: as it sees fit, with so many tokens at most, or not at all. */
type ThinkingWay = "adaptive" | "budget" | "off";

/** What a family of models takes. Null says that no source tells. */
export interface ModelFamily {
  /** The role of the message that instructs. */
  systemRole: "system" | "developer";
  /** The name of the parameter that limits the answer. */
  maxTokens: "max_tokens" | "max_completion_tokens";
  refuses: readonly RequestParameter[];
  /** The values of `reasoning_effort`; empty where it is refused, null where any may be taken. */
  reasoningEffort: readonly string[] | null;
  /** The ways in which its thinking can be set; empty where it cannot be, null where any may be taken. */
  thinking: readonly ThinkingWay[] | null;
  images: boolean | null;
  /** The largest prompt and answer together, in tokens. */
  contextTokens: number | null;
  /** The largest answer, in tokens, thinking included. */
  outputTokens: number | null;
}
