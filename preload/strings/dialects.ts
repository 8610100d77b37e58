import type { DialectName } from "../contract/dialects.ts";

/** What each API is called, beside a deployment and its answers. */
export const dialects: Record<DialectName, string> = {
  chat: "Chat",
  responses: "Responses",
  messages: "Messages",
  images: "Images",
};
