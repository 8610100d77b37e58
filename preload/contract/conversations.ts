import { z } from "zod";
import type { Diagnosis } from "./diagnosis.ts";
import { method } from "./method.ts";

export interface ConversationSummary {
  id: string;
  title: string;
  connectionId: string;
  deployment: string;
  updatedAt: number;
  /** True while an answer is being written. */
  answering: boolean;
}

export interface Conversation extends ConversationSummary {
  /** From the first message to the current leaf of the tree. */
  messages: Message[];
}

export interface Message {
  id: string;
  parentId: string | null;
  role: "user" | "assistant";
  text: string;
  /** Thinking that the model streamed apart from its answer. */
  reasoning: string;
  /** Which deployment answered; null on a person's message. */
  deployment: string | null;
  createdAt: number;
  /** How the answer ended; null while it is written, and on a person's message. */
  end: MessageEnd | null;
  /** What went wrong, when something did. */
  diagnosis: Diagnosis | null;
  measurement: Measurement | null;
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
}

/** Why an answer ended. `interrupted`: the app itself ended while it was written. */
export type MessageEnd =
  | "stop"
  | "length"
  | "content_filter"
  | "tool_calls"
  | "cancelled"
  | "connection_lost"
  | "interrupted"
  | "failed"
  | "unknown";

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

export interface Sent {
  conversation: ConversationSummary;
  question: Message;
  /** The still empty answer. */
  reply: Message;
}

/** New text of one answer. `textFrom` is the length before it: a page that joined late or twice knows what it has. */
export interface Delta {
  conversationId: string;
  replyId: string;
  textFrom: number;
  text: string;
  reasoningFrom: number;
  reasoning: string;
}

const id = z.string().min(1).max(64);

export const conversations = {
  "conversations.list": method<ConversationSummary[]>()(z.void()),
  "conversations.get": method<Conversation>()(z.strictObject({ id })),
  /** Writes the message and an empty answer, starts the stream, and answers at once. Without a conversation it begins one. */
  "chat.send": method<Sent>()(
    z.strictObject({
      conversationId: id.nullable(),
      connectionId: id,
      deployment: z.string().min(1).max(256),
      text: z.string().min(1).max(1_048_576),
    }),
  ),
  /** Asks the question of an answer again, of any deployment; the new answer stands beside the old one. */
  "chat.regenerate": method<Sent>()(
    z.strictObject({ replyId: id, connectionId: id, deployment: z.string().min(1).max(256) }),
  ),
  /** Ends a running answer; what was written stays, marked `cancelled`. No error if it has ended already. */
  "chat.stop": method<void>()(z.strictObject({ replyId: id })),
};

export type ConversationEvents = {
  "conversations.changed": ConversationSummary;
  /** All streams of one tick, numbered without gaps from 1 per start of the app. */
  "chat.deltas": { sequence: number; deltas: Delta[] };
  "chat.ended": { conversationId: string; reply: Message };
};
