import type {
  Citation,
  HostedCall,
  MessageEnd,
  RequestNote,
} from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import type { Headroom } from "../http/waiting.ts";
import type { Kept } from "./question.ts";

/** A fragment of a tool call under the number the service gives it; null for none. */
export interface ToolCallFragment {
  index: number | null;
  id?: string;
  name?: string;
  arguments: string;
}

/** A fragment of a tool call; arguments are joined by index. */
export interface ToolCallPart extends ToolCallFragment {
  index: number;
}

/** A picture that a model has made. */
export interface Picture {
  /** The media type, e.g. `image/png`. */
  mediaType: string;
  /** Its bytes in base64. */
  data: string;
}

/**
 * What an answer has besides its text. A call of the service's own tools is told again when more is known of it, under
 * the same id.
 */
export type Beside =
  | { type: "commentary"; text: string }
  | ({ type: "hosted_call" } & HostedCall)
  | ({ type: "citation" } & Citation)
  | ({ type: "picture" } & Picture);

/** Tokens as the service counts them. `completion` includes `reasoning`, `prompt` includes `cached`. */
export interface Usage {
  prompt: number;
  completion: number;
  reasoning: number;
  cached: number;
}

/** The tokens of two requests together. */
export const sumOf = (one: Usage, other: Usage): Usage => ({
  prompt: one.prompt + other.prompt,
  completion: one.completion + other.completion,
  reasoning: one.reasoning + other.reasoning,
  cached: one.cached + other.cached,
});

/** What an answer brings. `at` is `performance.now()` when its bytes arrived. */
export type AnswerEvent =
  | { type: "text" | "reasoning" | "refusal"; at: number; text: string }
  | ({ type: "tool_call"; at: number } & ToolCallPart)
  /** Results of the content filter that say more than those before. */
  | { type: "filter"; at: number; of: "prompt" | "answer"; results: Record<string, unknown> }
  | ({ at: number } & Beside)
  /** What has to be given back with the answer when the same deployment is asked again. */
  | { type: "kept"; at: number; kept: Kept }
  /** The service gives several answers to the one question; these events are the first one's. */
  | { type: "answers"; at: number; count: number };

/** What happens while an answer streams. `at` is `performance.now()` when its bytes arrived. */
export type ChatEvent =
  | ({
      type: "started";
      at: number;
      /** When the request that was answered left. */
      sent: number;
      dialect: DialectName;
      route: ChatRoute;
      requestId: string | null;
      region: string | null;
    } & Headroom)
  /**
   * The service works on the answer while nobody listens; told again with every other status, which is the service's word,
   * at last `collected` when its copy is deleted, or `left` where that failed.
   */
  | { type: "background"; at: number; id: string; status: string }
  /** How the request that is answered differs from what was set. Comes right after `started`. */
  | { type: "note"; at: number; note: RequestNote }
  | AnswerEvent
  | { type: "end"; at: number; end: MessageEnd; usage: Usage | null; diagnosis: Diagnosis | null };
