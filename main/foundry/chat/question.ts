import type { ChatParameters } from "../../../preload/contract/conversations.ts";
import type { JsonObject } from "../json.ts";
import type { Adjustments } from "./adjustments.ts";

/** What goes along with a person's message. */
export interface Attachment {
  kind: "image" | "text";
  name: string;
  /** The media type, e.g. `image/png`. */
  type: string;
  /** An image's bytes in base64; a text as it is. */
  data: string;
}

/** A call of a tool as the model made it. */
export interface ToolCall {
  id: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
}

export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** Of a person's message. */
  attachments?: readonly Attachment[] | undefined;
  /** Of an assistant's message. */
  toolCalls?: readonly ToolCall[] | undefined;
  /** Of a tool's answer: the id of the call that it answers. */
  toolCallId?: string | undefined;
}

/** What is asked, whatever dialect the deployment speaks. */
export interface Question {
  deployment: string;
  /** The model behind the deployment; null or nothing where no list says, several where lists say different ones. */
  model?: string | readonly string[] | null | undefined;
  messages: readonly ChatMessage[];
  /** Instructions before the first message. */
  system?: string | undefined;
  parameters?: ChatParameters | undefined;
  /** Tools that the model may call, as the service writes them. */
  tools?: readonly JsonObject[] | undefined;
  adjustments?: Adjustments | undefined;
}
