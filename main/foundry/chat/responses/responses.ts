import type { Dialect } from "../dialect.ts";
import { background } from "./background.ts";
import { names, responsesBody, responsesChanges } from "./body.ts";
import { counting } from "./counting.ts";
import { responsesReader } from "./event.ts";
import { isThought, itemKeeper, refusesItems } from "./keeping.ts";
import { ends, isAnswer, isWhole } from "./response.ts";
import { responsesRoutes } from "./routes.ts";
import { samplesOf } from "./samples.ts";

/** Responses (Azure OpenAI in Foundry Models, guide to the Responses API), which some models speak alone. */
export const responses: Dialect = {
  routes: responsesRoutes,
  body: responsesBody,
  changes: responsesChanges,
  names,
  probe: {
    // An answer of fewer tokens than any may have.
    body: (deployment) => ({ model: deployment, input: "", max_output_tokens: 1 }),
    refusal: /\bmax_output_tokens\b|\binput\b/i,
  },
  reader: responsesReader,
  isAnswer,
  isWhole,
  ends,
  samples: samplesOf,
  keeping: { keeper: itemKeeper, isNeeded: (items) => items.some(isThought) },
  refusesKept: refusesItems,
  background,
  counting,
};
