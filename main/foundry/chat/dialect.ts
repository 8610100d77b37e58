import type { MessageEnd, RequestNote } from "../../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Call, Target } from "../http/send.ts";
import type { JsonObject } from "../json.ts";
import type { Beside, ToolCallFragment, Usage } from "./events.ts";
import type { Question } from "./question.ts";
import type { SampleRequest, Samples } from "./samples.ts";

/** How a kind of model is asked, and how its answers are read. Each dialect is a folder beside this file. */
export interface Dialect {
  /**
   * The routes a deployment may be served on, in the order they are tried, each with what is other in its body. Throws
   * `deployment_not_found` for a name that no address can hold.
   */
  routes(target: Pick<Target, "endpoint" | "apiVersion">, deployment: string): Map<ChatRoute, Call>;
  /** A question as the body of a request. Throws `message_too_large`, `input_refused`. */
  body(question: Question): JsonObject;
  /** How that body differs from what was set, and why. */
  changes(question: Question): RequestNote[];
  /** What the settings of this API are called in chat completions, by their paths in its body: refusals name them. */
  names: ReadonlyMap<string, string>;
  /** A body that is refused once the caller has been let in, so that nothing is generated, and the words of that refusal. */
  probe: { body(deployment: string): JsonObject; refusal: RegExp };
  /** Reads one answer, event by event. */
  reader(): ReadEvent;
  /** Whether a document that came in the place of a stream is an answer. */
  isAnswer(document: JsonObject): boolean;
  /** Whether it is an answer as a whole, not a piece of one. */
  isWhole(document: JsonObject): boolean;
  /** What the service's words for why an answer has finished mean. */
  ends: ReadonlyMap<string, MessageEnd>;
  /** Characters of one event or document, where it may be longer than a text is. */
  longestEvent?: number;
  /** A request as source text. Throws `deployment_not_found` for a name that no address can hold. */
  samples(request: SampleRequest): Samples;
  /** What of answers has to be given back; absent where there is no such thing. */
  keeping?: Keeping;
  /** The service's words for an answer that goes on when it is given back as it is. */
  pauses?: ReadonlySet<string>;
  /** Whether a refusal is of what was kept of earlier answers, so that the question may be asked without it. */
  refusesKept?(diagnosis: Diagnosis): boolean;
  /** Answers that are made while nobody listens; absent where there are none. */
  background?: Background;
  /** How the tokens of a question are counted before it is asked; absent where no route does. */
  counting?: Counting;
}

/** What the parsed data of the next event of an answer says; null when it is none of its dialect. Runs for every token. */
export type ReadEvent = (data: unknown) => Chunk | null;

interface Keeping {
  /** Collects the items of one reply. */
  keeper(): Keeper;
  /** Whether the items of an answer say what its text and its calls cannot, so that they have to be given back instead. */
  isNeeded(items: readonly JsonObject[]): boolean;
}

/** Collects what of one reply can be given back, from its parsed events. Runs for every token. */
export interface Keeper {
  take(data: unknown): void;
  /** The items in their order; none of a reply that was cut. */
  items(): JsonObject[];
}

/** An answer that is fetched later. `call` is that of the question. */
export interface Background {
  /** What a document says of the work on an answer: its status, and whether it has ended, however. Null for any other document. */
  workIn(document: JsonObject): { id: string; status: "queued" | "in_progress"; isOver: boolean } | null;
  /** Whether an id can stand in the address of an answer. The others throw `reply_not_understood` for one that cannot. */
  isId(id: string): boolean;
  fetch(call: Call, id: string): Call;
  cancel(call: Call, id: string): Call;
  remove(call: Call, id: string): Call;
}

/** The tokens of a question, by a route of their own. */
export interface Counting {
  /** What asks for the count, by the call and the body of the question. */
  call(call: Call, body: JsonObject): Call;
  /** The count in its reply; null where there is none. */
  tokensIn(document: JsonObject): number | null;
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
  /** Which part of the answer the text or the thinking is of, where parts are told apart: another one begins a paragraph. */
  part: string;
  /** What the answer has besides. */
  beside: readonly Beside[];
  /** The answer as a whole, where the chunk has that beside or instead of a piece. */
  whole: Said | null;
  /** What the service calls the model; empty where it does not say. */
  model: string;
  /** How many answers there are, as far as this chunk tells; only the first is read. */
  answers: number;
  finish: string | null;
  /** Why the service's own classifier stopped the answer, where that is how it finishes. */
  declined: Declined | null;
  /** Nothing more comes. */
  isLast: boolean;
  /** What the filter says of the prompt, part by part. */
  promptFilters: readonly Record<string, unknown>[];
  answerFilter: Record<string, unknown> | null;
  usage: Usage | null;
  /** The `error` member of a frame, null where there is none. */
  error: unknown;
}

/** Why an answer was declined, in the service's words; empty where it does not say. */
export interface Declined {
  category: string;
  explanation: string;
}

/** A chunk that says nothing. */
export const nothingSaid: Chunk = {
  text: "",
  reasoning: "",
  refusal: "",
  toolCalls: [],
  part: "",
  beside: [],
  whole: null,
  model: "",
  answers: 0,
  finish: null,
  declined: null,
  isLast: false,
  promptFilters: [],
  answerFilter: null,
  usage: null,
  error: null,
};

/** A chunk that says this and nothing else. */
export const saying = (some: Partial<Chunk>): Chunk => ({ ...nothingSaid, ...some });

/** A chunk that is a piece of the text or of the thinking, as most are. It has what it says, and shares all else. */
class Piece {
  readonly text: string;
  readonly reasoning: string;
  readonly part: string;

  constructor(text: string, reasoning: string, part: string) {
    this.text = text;
    this.reasoning = reasoning;
    this.part = part;
  }
}
Object.setPrototypeOf(Piece.prototype, nothingSaid);

/** A piece of the text or of the thinking of a part. */
export const piece = (text: string, reasoning: string, part: string): Chunk =>
  new Piece(text, reasoning, part) as unknown as Chunk;
