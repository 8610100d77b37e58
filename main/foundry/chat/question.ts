import type { ChatParameters } from "../../../preload/contract/conversations.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import type { JsonObject } from "../json.ts";
import type { Adjustments } from "./adjustments.ts";

/** What goes along with a person's message. */
export interface Attachment {
  kind: "image" | "text" | "document";
  name: string;
  /** The media type, e.g. `image/png`. */
  type: string;
  /** The bytes of an image or a document in base64; a text as it is. */
  data: string;
}

/** A call of a tool as the model made it. */
export interface ToolCall {
  id: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
}

/** What of an answer only its own model understands, such as encrypted thinking, as it came: to be given back unaltered. */
export interface Kept {
  dialect: DialectName;
  items: readonly JsonObject[];
}

export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** Of a person's message. */
  attachments?: readonly Attachment[] | undefined;
  /** Of an assistant's message. */
  toolCalls?: readonly ToolCall[] | undefined;
  /** Of an assistant's message that the deployment which is asked now has given. */
  kept?: Kept | undefined;
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
