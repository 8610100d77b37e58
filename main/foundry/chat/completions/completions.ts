import type { Dialect } from "../dialect.ts";
import { chatBody, chatChanges } from "./body.ts";
import { ends, isAnswer, isWhole, readChunk } from "./chunk.ts";
import { chatRoutes } from "./routes.ts";
import { samplesOf } from "./samples.ts";

/** Chat completions (Azure OpenAI REST reference), which most models and all local servers speak. */
export const completions: Dialect = {
  routes: chatRoutes,
  body: chatBody,
  changes: chatChanges,
  names: new Map(),
  probe: {
    // A chat without messages.
    body: (deployment) => ({ model: deployment, messages: [] }),
    // `[] is too short - 'messages'` (Azure OpenAI), `messages: List should have at least 1 item` (validators of others).
    refusal:
      /\bmessages\b|\bat least (?:one|1) (?:user )?(?:message|prompt|input|turn|token)\b|\b(?:empty|missing) (?:input|prompt|conversation)\b|\b(?:input|prompt|conversation) (?:is|was|must not be|may not be|cannot be|can't be|should not be) (?:empty|missing|required)\b/i,
  },
  reader: () => readChunk,
  isAnswer,
  isWhole,
  ends,
  samples: samplesOf,
};
