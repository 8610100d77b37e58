import type { Dialect } from "../dialect.ts";
import { chatBody } from "./body.ts";
import { readChunk } from "./chunk.ts";
import { chatRoutes } from "./routes.ts";

/** Chat completions (Azure OpenAI REST reference), which most models and all local servers speak. */
export const completions: Dialect = { routes: chatRoutes, body: chatBody, read: readChunk };
