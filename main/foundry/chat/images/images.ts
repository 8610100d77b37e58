import type { Dialect } from "../dialect.ts";
import { imagesBody, imagesChanges } from "./body.ts";
import { ends, imagesReader, isAnswer, isWhole } from "./event.ts";
import { imagesRoutes } from "./routes.ts";
import { samplesOf } from "./samples.ts";

/** The making of pictures (Azure OpenAI in Foundry Models, guide to image generation). */
export const images: Dialect = {
  routes: imagesRoutes,
  body: imagesBody,
  changes: imagesChanges,
  names: new Map(),
  probe: {
    // A picture of nothing.
    body: (deployment) => ({ model: deployment }),
    refusal: /\bprompt\b/i,
  },
  reader: () => imagesReader,
  isAnswer,
  isWhole,
  ends,
  samples: samplesOf,
  // 3840 by 2160 pixels that nothing compresses, in base64.
  longestEvent: 64 * 1024 * 1024,
};
