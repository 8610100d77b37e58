import type { MessageEnd, RequestNote } from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Headroom } from "../http/waiting.ts";

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

/** Tokens as the service counts them. `completion` includes `reasoning`, `prompt` includes `cached`. */
export interface Usage {
  prompt: number;
  completion: number;
  reasoning: number;
  cached: number;
}

/** What an answer brings. `at` is `performance.now()` when its bytes arrived. */
export type AnswerEvent =
  | { type: "text" | "reasoning" | "refusal"; at: number; text: string }
  | ({ type: "tool_call"; at: number } & ToolCallPart)
  /** Results of the content filter that say more than those before. */
  | { type: "filter"; at: number; of: "prompt" | "answer"; results: Record<string, unknown> }
  /** The service gives several answers to the one question; these events are the first one's. */
  | { type: "answers"; at: number; count: number };

/** What happens while an answer streams. `at` is `performance.now()` when its bytes arrived. */
export type ChatEvent =
  | ({
      type: "started";
      at: number;
      /** When the request that was answered left. */
      sent: number;
      route: ChatRoute;
      requestId: string | null;
      region: string | null;
    } & Headroom)
  /** How the request that is answered differs from what was set. Comes right after `started`. */
  | { type: "note"; at: number; note: RequestNote }
  | AnswerEvent
  | { type: "end"; at: number; end: MessageEnd; usage: Usage | null; diagnosis: Diagnosis | null };
