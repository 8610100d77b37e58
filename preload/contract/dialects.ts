import { z } from "zod";

/** The APIs by which a deployment answers: chat completions, Responses, Claude Messages, and the making of images. */
export const dialectName = z.enum(["chat", "responses", "messages", "images"]);
export type DialectName = z.output<typeof dialectName>;
