import { z } from "zod";
import { fileNameLimit } from "../limits.ts";
import type { ChatRoute } from "./deployments.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { type DialectName, dialectName } from "./dialects.ts";
import { deploymentName, id, keptText, promptText, systemPrompt, title } from "./fields.ts";
import { method } from "./method.ts";

export interface ConversationSummary {
  id: string;
  title: string;
  connectionId: string;
  deployment: string;
  /** The registered model it was last asked of, which may be gone; null for a deployment as it is. */
  modelId: string | null;
  updatedAt: number;
  pinned: boolean;
  /** True while an answer is being written. */
  answering: boolean;
}

export interface Conversation extends ConversationSummary {
  systemPrompt: string;
  parameters: ChatParameters;
  /** The last messages of the current branch, or all from a given one on. */
  messages: Message[];
  /** Whether there are messages before the first of these. */
  hasEarlier: boolean;
}

export interface Message {
  id: string;
  parentId: string | null;
  role: "user" | "assistant";
  text: string;
  /** Thinking that the model streamed apart from its answer. */
  reasoning: string;
  /** Which deployment of which connection answered; null on a person's message. */
  deployment: string | null;
  connectionId: string | null;
  createdAt: number;
  /** How the answer ended; null while it is written, and on a person's message. */
  end: MessageEnd | null;
  /** What went wrong, when something did. */
  diagnosis: Diagnosis | null;
  measurement: Measurement | null;
  /** What else is known of an answer; null before anything is, and on a person's message. */
  details: AnswerDetails | null;
  /** What a person sent along, or the pictures that an answer has. */
  attachments: AttachmentInfo[];
  /** All messages in the same place of the tree, oldest first, this one included. */
  siblings: string[];
}

/** What an answer has besides its text. */
export interface AnswerBeside {
  /** What the model said on the way to its answer. */
  commentary?: string | undefined;
  /** What the service's own tools were asked, in order. */
  hostedCalls?: HostedCall[] | undefined;
  /** What the answer refers to, each once. */
  citations?: Citation[] | undefined;
}

export interface AnswerDetails extends AnswerBeside {
  /** The model declined: its text says why. */
  refused: boolean;
  toolCalls: AnsweredToolCall[];
  filters: FilterFinding[];
  /** Milliseconds from the first thinking to the first text; null without thinking. */
  reasoningTime: number | null;
  /** How the request differed from what was set. */
  notes: RequestNote[];
  /** How many answers the service gave, of which this is the first; only where there were several. */
  answers?: number | undefined;
  /** An answer that the service works on in the background. */
  background?: BackgroundWork | undefined;
  /** The JSON schema that it was asked to keep to, as its text; missing where it was asked for none. */
  jsonSchema?: string | undefined;
  /** The API that answered; missing where an earlier version asked, which knew chat completions only. */
  dialect?: DialectName | undefined;
  route: ChatRoute | null;
  requestId: string | null;
  region: string | null;
}

/** A call of a tool as the model made it, and what a person answered in the tool's place. */
export interface AnsweredToolCall {
  id: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
  result: string | null;
}

/** A call of a tool that the service runs itself, such as its web search. */
export interface HostedCall {
  id: string;
  /** The service's word, e.g. `web_search`. */
  tool: string;
  state: "running" | "completed" | "failed";
  /** What was asked of it: a query, or code; empty where the service does not say. */
  input: string;
  /** What came of it, where that is a text. */
  output: string;
}

/** A source that an answer names. */
export interface Citation {
  /** Empty for what has no address, such as a document that was sent along. */
  url: string;
  title: string;
  /** What is cited of it; empty where the service does not say. */
  quote: string;
}

/** An answer that is made while nobody listens. The service keeps it for up to 30 days, unless it is deleted. */
export interface BackgroundWork {
  /** What the service calls it. */
  id: string;
  /** Milliseconds since the epoch. */
  since: number;
  /**
   * The service's word, e.g. `queued`. At last `collected` where its copy was deleted, `left` where that failed,
   * `cancelled` where the person has stopped it, `gone` where the service has it no longer.
   */
  status: string;
}

/** One category of the content filter, of the prompt or the answer. */
export interface FilterFinding {
  of: "prompt" | "answer";
  category: string;
  filtered: boolean;
  /** `safe`, `low`, `medium` or `high`; null where the category has no degrees. */
  severity: string | null;
  /** Whether it was found, where the category has no degrees. */
  detected: boolean;
  /** Where protected code is published. */
  citation?: { url: string; license: string } | undefined;
  /** Why the filter did not look; the text then went through. Of the category `error`: at anything. */
  error?: string | undefined;
}

/** How the request of an answer differed from what was set, by the service's names. */
export type RequestNote = z.output<typeof requestNote>;
/** A note about one parameter. */
export type ParameterNote = z.output<typeof parameterNote>;

/** What goes along with a person's message, or a picture that a model has made; its content is asked for by the id. */
export interface AttachmentInfo {
  id: string;
  kind: "image" | "text" | "document";
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** What a person sets for a conversation's requests; what is not set is the service's own default. */
export interface ChatParameters {
  temperature?: number | undefined;
  topP?: number | undefined;
  maxTokens?: number | undefined;
  stop?: string[] | undefined;
  seed?: number | undefined;
  presencePenalty?: number | undefined;
  frequencyPenalty?: number | undefined;
  reasoningEffort?: string | undefined;
  responseFormat?: "text" | "json" | undefined;
  /** The JSON schema that an answer has to keep to, as its text; it counts before `responseFormat`. */
  jsonSchema?: string | undefined;
  verbosity?: "low" | "medium" | "high" | undefined;
  /** How much of its thinking a model shows. */
  reasoningSummary?: "auto" | "concise" | "detailed" | undefined;
  /** Whether a model of Claude thinks: as it sees fit, with so many tokens at most, or not at all. */
  thinking?: "adaptive" | "off" | number | undefined;
  /** Tools that the service runs itself. */
  webSearch?: boolean | undefined;
  codeInterpreter?: boolean | undefined;
  /** Whether the service answers in the background; where it is not set, the models do of which it is known that they take minutes. */
  background?: boolean | undefined;
  /** Of a picture, e.g. `1024x1024`. */
  imageSize?: string | undefined;
  imageQuality?: "low" | "medium" | "high" | undefined;
  /** Functions that the model may call, as chat completions describe them: a JSON list as its text. */
  tools?: string | undefined;
}

/** Why an answer ended. `interrupted`: the app itself ended while it was written. */
export type MessageEnd = z.output<typeof messageEnd>;

/** Taken in the main process when bytes arrive. Times in milliseconds, tokens as the service counts them. */
export interface Measurement {
  /** From sending the request to the first text or reasoning; null if none came. */
  firstToken: number | null;
  /** From sending the request to the end. */
  total: number;
  tokens: { prompt: number; completion: number; reasoning: number; cached: number } | null;
  /** Completion tokens per second after the first; null without usage. */
  tokensPerSecond: number | null;
}

export interface Cost {
  amount: number;
  currency: string;
  /** By a price that the person has typed, not the public list's. */
  isTyped?: true;
}

export interface Sent {
  conversation: ConversationSummary;
  question: Message;
  /** The still empty answer. */
  reply: Message;
}

/**
 * What is new of one answer. `textFrom` is the length before the text: a page that joined late or twice knows what it has.
 * What is there besides is told as a whole, where it has changed.
 */
export interface Delta extends Partial<Pick<Message, "details" | "attachments">> {
  conversationId: string;
  replyId: string;
  textFrom: number;
  text: string;
  reasoningFrom: number;
  reasoning: string;
}

/** What a conversation takes of the context window before a question is added. */
export interface Fill {
  /** By an estimate, or by the service's count of the last answer where that is more. */
  tokens: number;
  /** Pictures and documents that the estimate leaves out. */
  left: number;
  /** Whether the service can be asked for a count. */
  canCount: boolean;
}

/** A message that holds what was searched for, with some of the text around it. */
export interface SearchHit {
  conversationId: string;
  title: string;
  messageId: string;
  role: Message["role"];
  createdAt: number;
  before: string;
  match: string;
  after: string;
}

const attachmentKind = z.enum(["image", "text", "document"]);

const attachment = z.strictObject({
  kind: attachmentKind,
  name: keptText.min(1).max(fileNameLimit),
  type: z.string().max(100),
  /** A text as it is, all else in base64. */
  data: z.string().max(34_000_000),
});

const parameterName = keptText.max(256);
const why = {
  /**
   * What is known of the model, what the API has, or an earlier refusal of the deployment; where there is none, it was
   * refused then.
   */
  because: z.enum(["model", "dialect", "earlier"]).optional(),
  /** When it was refused earlier, in milliseconds since the epoch; not known of what was remembered before times were. */
  refusedAt: z.int().min(0).max(8_640_000_000_000_000).optional(),
};

/** The schema of `ParameterNote`. */
const parameterNote = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("parameter_renamed"),
    parameter: parameterName,
    instead: parameterName,
    ...why,
  }),
  z.object({
    kind: z.literal("parameter_dropped"),
    parameter: parameterName,
    /** The one value that is not taken; the parameter itself where there is none. */
    value: parameterName.optional(),
    ...why,
  }),
  z.object({
    kind: z.literal("parameter_lowered"),
    parameter: parameterName,
    /** What was sent. */
    value: parameterName,
    /** Whether that is what the prompt left; else it is the most that the deployment takes. */
    ofPrompt: z.literal(true).optional(),
    ...why,
  }),
]);

/** The schema of `RequestNote`. */
export const requestNote = z.discriminatedUnion("kind", [
  parameterNote,
  /** The deployment said that it speaks another API, and was asked by that. */
  z.object({ kind: z.literal("dialect_switched"), from: dialectName, to: dialectName }),
  /** What of the conversation before, or of what goes along with the question, this API or the deployment does not take. */
  z.object({
    kind: z.literal("left_out"),
    what: z.enum(["reasoning", "thinking", "images", "documents", "tools", "conversation"]),
  }),
]);

/** The schema of `MessageEnd`. */
export const messageEnd = z.enum([
  "stop",
  "length",
  "content_filter",
  "tool_calls",
  "cancelled",
  "connection_lost",
  "interrupted",
  "failed",
  "unknown",
]);

/** The schema of `ChatParameters`. */
export const chatParameters = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxTokens: z.int().min(1).max(10_000_000).optional(),
  stop: z.array(z.string().min(1).max(200)).max(4).optional(),
  seed: z.int().optional(),
  presencePenalty: z.number().min(-2).max(2).optional(),
  frequencyPenalty: z.number().min(-2).max(2).optional(),
  reasoningEffort: z.string().max(20).optional(),
  responseFormat: z.enum(["text", "json"]).optional(),
  jsonSchema: keptText.min(1).max(100_000).optional(),
  verbosity: z.enum(["low", "medium", "high"]).optional(),
  reasoningSummary: z.enum(["auto", "concise", "detailed"]).optional(),
  thinking: z.union([z.enum(["adaptive", "off"]), z.int().min(1024).max(1_000_000)]).optional(),
  webSearch: z.boolean().optional(),
  codeInterpreter: z.boolean().optional(),
  background: z.boolean().optional(),
  imageSize: z
    .string()
    .regex(/^(?:auto|\d{2,5}x\d{2,5})$/)
    .optional(),
  imageQuality: z.enum(["low", "medium", "high"]).optional(),
  tools: keptText.min(1).max(500_000).optional(),
});

/** A question that is being written. */
const beforeSending = {
  conversationId: id.nullable(),
  connectionId: id,
  deployment: deploymentName,
  systemPrompt,
  parameters: chatParameters,
};

/** The same for answers in text. */
export const textParameters = chatParameters.omit({ imageSize: true, imageQuality: true });

export const conversations = {
  "conversations.list": method<ConversationSummary[]>()(z.void()),
  /**
   * The last messages of a conversation; with `from` all from that message on, whose branch becomes the current one; with
   * `back` all from that message on, or from what stands in its place in the current branch.
   */
  "conversations.get": method<Conversation>()(
    z.strictObject({ id, from: id.optional(), back: id.optional() }),
  ),
  /** Messages before one, oldest first: the last hundred of them. */
  "conversations.earlier": method<Pick<Conversation, "messages" | "hasEarlier">>()(
    z.strictObject({ messageId: id }),
  ),
  "conversations.rename": method<ConversationSummary>()(z.strictObject({ id, title })),
  "conversations.pin": method<ConversationSummary>()(z.strictObject({ id, pinned: z.boolean() })),
  /** Takes a conversation away; until the app ends it can be restored. Its running answers are stopped. */
  "conversations.remove": method<void>()(z.strictObject({ id })),
  "conversations.restore": method<ConversationSummary>()(z.strictObject({ id })),
  /** What each request of the conversation begins with, and how it is made. */
  "conversations.configure": method<Conversation>()(
    z.strictObject({ id, systemPrompt, parameters: chatParameters }),
  ),
  /** Makes the branch with this message the current one: its newest leaf. */
  "conversations.switchBranch": method<Conversation>()(z.strictObject({ messageId: id })),
  /** What was written and not sent; without a conversation, for the next new one. */
  "conversations.draft": method<string>()(z.strictObject({ conversationId: id.nullable() })),
  "conversations.setDraft": method<void>()(
    z.strictObject({ conversationId: id.nullable(), text: promptText }),
  ),
  /** Messages of all conversations and branches that hold the text, newest first. */
  "conversations.search": method<SearchHit[]>()(
    z.strictObject({ text: keptText.max(200), limit: z.int().min(1).max(200) }),
  ),
  /** The whole tree as JSON, or the current branch as Markdown, written to a file the person picks. Null when they pick none. */
  "conversations.export": method<string | null>()(
    z.strictObject({ id, format: z.enum(["json", "markdown"]) }),
  ),
  /** Conversations from a file the person picks that was exported as JSON. Null when they pick none. */
  "conversations.import": method<ConversationSummary | null>()(z.void()),
  /** The content of an attachment: an image's bytes in base64, a text as it is. */
  "conversations.attachment": method<string>()(z.strictObject({ id })),
  /** An attachment, written to a file the person picks. Null when they pick none. */
  "conversations.saveAttachment": method<string | null>()(z.strictObject({ id })),
  /**
   * Writes the message and an empty answer, starts the stream, and answers at once. Without a conversation it begins one;
   * with `parentId` the message stands below that one, beside others: null is the beginning.
   */
  "chat.send": method<Sent>()(
    z.strictObject({
      conversationId: id.nullable(),
      connectionId: id,
      deployment: deploymentName,
      /** The registered model that is asked; null for the deployment as it is. What it was, where absent. */
      modelId: id.nullable().optional(),
      text: promptText.min(1),
      parentId: id.nullable().optional(),
      attachments: z.array(attachment).max(20).optional(),
      systemPrompt: systemPrompt.optional(),
      parameters: chatParameters.optional(),
    }),
  ),
  /** Asks the question of an answer again, of any deployment; the new answer stands beside the old one. */
  "chat.regenerate": method<Sent>()(
    z.strictObject({ replyId: id, connectionId: id, deployment: deploymentName }),
  ),
  /** Goes on with an answer that was cut: new text is added to it. */
  "chat.continue": method<Sent>()(z.strictObject({ replyId: id })),
  /** Answers an answer's tool calls in the tools' place, each by its id, and asks the model to go on. */
  "chat.answerTools": method<Sent>()(
    z.strictObject({ replyId: id, results: z.record(z.string(), promptText) }),
  ),
  /** The request of an answer as source text, with the key read from an environment variable. */
  "chat.sample": method<string>()(
    z.strictObject({ replyId: id, language: z.enum(["curl", "python", "typescript"]) }),
  ),
  /**
   * How a request with these parameters would differ from what is set, as far as that is known before it is sent; of a
   * conversation, and of what is to go along, also what would be left out.
   */
  "chat.changes": method<RequestNote[]>()(
    z.strictObject({
      connectionId: id,
      deployment: deploymentName,
      parameters: chatParameters,
      conversationId: id.nullable().optional(),
      attached: z.array(attachmentKind).max(20).optional(),
    }),
  ),
  /** About how much of the context window a conversation takes, without what is being written. Nothing is asked. */
  "chat.fill": method<Fill>()(z.strictObject(beforeSending)),
  /**
   * The tokens of a question as the service counts them before it is asked: all that would be sent is sent to it for that.
   * Throws `counting_not_offered` where the service has no route for it.
   */
  "chat.count": method<number>()(
    z.strictObject({ ...beforeSending, text: promptText, attachments: z.array(attachment).max(20) }),
  ),
  /** What an answer cost by the price that was typed, else by Azure's public price list; null where that has none for it or cannot be read. */
  "chat.cost": method<Cost | null>()(z.strictObject({ replyId: id })),
  /** Ends a running answer; what was written stays, marked `cancelled`. No error if it has ended already. */
  "chat.stop": method<void>()(z.strictObject({ replyId: id })),
};

export type ConversationEvents = {
  "conversations.changed": ConversationSummary;
  "conversations.removed": { id: string };
  /** All streams of one tick, numbered without gaps from 1 per start of the app. */
  "chat.deltas": { sequence: number; deltas: Delta[] };
  "chat.ended": { conversationId: string; reply: Message };
};
