import type { DialectName } from "../../../preload/contract/dialects.ts";
import { completions } from "./completions/completions.ts";
import type { Dialect } from "./dialect.ts";
import { images } from "./images/images.ts";
import { messages } from "./messages/messages.ts";
import { responses } from "./responses/responses.ts";

/** How deployments are spoken to: a folder and a line for each API. */
export const dialects: Record<DialectName, Dialect> = {
  chat: completions,
  responses,
  messages,
  images,
};
