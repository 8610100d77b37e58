import type { MessageEnd, RequestNote } from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Call, Target } from "../http/send.ts";
import type { JsonObject } from "../json.ts";
import type { ToolCallFragment, Usage } from "./events.ts";
import type { Question } from "./question.ts";
import type { SampleRequest, Samples } from "./samples.ts";

/** How a kind of model is asked, and how its answers are read. Each dialect is a folder beside this file. */
export interface Dialect {
  /**
   * The routes a deployment may be served on, in the order they are tried. Throws `deployment_not_found` for a name that
   * no address can hold.
   */
  routes(target: Pick<Target, "endpoint" | "apiVersion">, deployment: string): Map<ChatRoute, Call>;
  /** A question as the body of a request. Throws `message_too_large`, `input_refused`. */
  body(question: Question): JsonObject;
  /** How that body differs from what was set, and why. */
  changes(question: Question): RequestNote[];
  /** A body that is refused once the caller has been let in, so that nothing is generated, and the words of that refusal. */
  probe: { body(deployment: string): JsonObject; refusal: RegExp };
  /** What the parsed data of one event says; null when it is none of this dialect. Runs for every token. */
  read(data: unknown): Chunk | null;
  /** Whether the data of an event says that nothing more comes. */
  isLast(data: string): boolean;
  /** Whether a document that came in the place of a stream is an answer. */
  isAnswer(document: JsonObject): boolean;
  /** Whether it is an answer as a whole, not a piece of one. */
  isWhole(document: JsonObject): boolean;
  /** What the service's words for why an answer has finished mean. */
  ends: ReadonlyMap<string, MessageEnd>;
  /** A request as source text. Throws `deployment_not_found` for a name that no address can hold. */
  samples(request: SampleRequest): Samples;
}

/** What a model says, in pieces or as a whole. */
export interface Said {
  text: string;
  reasoning: string;
  refusal: string;
  toolCalls: readonly ToolCallFragment[];
}

/** One stream chunk, narrowed by hand: everything of it that is used, nothing trusted to be there. */
export interface Chunk extends Said {
  /** The answer as a whole, where the chunk has that beside or instead of a piece. */
  whole: Said | null;
  /** What the service calls the model; empty where it does not say. */
  model: string;
  /** How many answers there are, as far as this chunk tells; only the first is read. */
  answers: number;
  finish: string | null;
  /** What the filter says of the prompt, part by part. */
  promptFilters: readonly Record<string, unknown>[];
  answerFilter: Record<string, unknown> | null;
  usage: Usage | null;
  /** The `error` member of a frame, null where there is none. */
  error: unknown;
}
