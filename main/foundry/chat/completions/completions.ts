import type { Dialect } from "../dialect.ts";
import { chatBody } from "./body.ts";
import { ends, isAnswer, isLast, isWhole, readChunk } from "./chunk.ts";
import { chatRoutes } from "./routes.ts";
import { samplesOf } from "./samples.ts";

/** Chat completions (Azure OpenAI REST reference), which most models and all local servers speak. */
export const completions: Dialect = {
  routes: chatRoutes,
  body: chatBody,
  // A chat without messages.
  probe: (deployment) => ({ model: deployment, messages: [] }),
  read: readChunk,
  isLast,
  isAnswer,
  isWhole,
  ends,
  samples: samplesOf,
};
