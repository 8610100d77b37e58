import { chat } from "./chat/feature.ts";
import { comparisons } from "./comparisons/feature.ts";
import { connections } from "./connections/feature.tsx";
import { datasets } from "./datasets/feature.ts";
import { deployments } from "./deployments/feature.ts";
import { doctor } from "./doctor/feature.ts";
import { embeddings } from "./embeddings/feature.ts";
import { evaluations } from "./evaluations/feature.ts";
import type { Feature } from "./feature.ts";
import { fineTuning } from "./fine-tuning/feature.ts";
import { guide } from "./guide/feature.ts";
import { help } from "./help/feature.ts";
import { home } from "./home/feature.ts";
import { models } from "./models/feature.ts";
import { prices } from "./prices/feature.ts";
import { series } from "./series/feature.ts";
import { settings } from "./settings/feature.ts";
import { votes } from "./votes/feature.ts";

/** What the window is made of. The rail, the parts of the palette and the first questions to main are in this order. */
export const features: readonly Feature[] = [
  home,
  chat,
  comparisons,
  votes,
  guide,
  models,
  series,
  datasets,
  fineTuning,
  evaluations,
  deployments,
  embeddings,
  connections,
  settings,
  help,
  prices,
  doctor,
];
