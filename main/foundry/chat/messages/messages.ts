import type { Dialect } from "../dialect.ts";
import { messagesBody, messagesChanges, names } from "./body.ts";
import { counting } from "./counting.ts";
import { messagesReader } from "./event.ts";
import { blockKeeper, refusesBlocks, sayMore } from "./keeping.ts";
import { ends, isAnswer, isWhole, pauses } from "./message.ts";
import { messagesRoutes } from "./routes.ts";
import { samplesOf } from "./samples.ts";

/** Messages (Microsoft's page on Claude in Foundry), which Claude speaks alone. */
export const messages: Dialect = {
  routes: messagesRoutes,
  body: messagesBody,
  changes: messagesChanges,
  names,
  probe: {
    // `messages: at least one message is required`.
    body: (deployment) => ({ model: deployment, max_tokens: 1, messages: [] }),
    refusal: /\bmessages?\b/i,
  },
  reader: messagesReader,
  isAnswer,
  isWhole,
  ends,
  samples: samplesOf,
  keeping: { keeper: blockKeeper, isNeeded: sayMore },
  pauses,
  refusesKept: refusesBlocks,
  counting,
};
