import { start } from "./001-start.ts";
import { manageConnections } from "./002-manage-connections.ts";
import { gateways } from "./003-gateways.ts";
import { branches } from "./004-branches.ts";
import { longConversations } from "./005-long-conversations.ts";
import { accounts } from "./006-accounts.ts";
import { resources } from "./007-resources.ts";
import { models } from "./008-models.ts";
import { drafts } from "./009-drafts.ts";
import { comparisons } from "./010-comparisons.ts";
import { series } from "./011-series.ts";
import { votes } from "./012-votes.ts";
import { prices } from "./013-prices.ts";
import { comparisonPieces } from "./014-comparison-pieces.ts";
import { datasets } from "./015-datasets.ts";
import { tuningPlans } from "./016-tuning-plans.ts";
import { tuningJobs } from "./017-tuning-jobs.ts";
import { tunedModels } from "./018-tuned-models.ts";
import { graders } from "./019-graders.ts";
import { tuningRequests } from "./020-tuning-requests.ts";
import { removedTrials } from "./021-removed-trials.ts";
import { evaluations } from "./022-evaluations.ts";
import { judges } from "./023-judges.ts";
import { dialects } from "./024-dialects.ts";
import { embeddings } from "./025-embeddings.ts";
import { addressDialects } from "./026-address-dialects.ts";

/** SQL that takes the database from version N to N + 1, in order. Never changed once released, only added to. */
export const migrations: readonly string[] = [
  start,
  manageConnections,
  gateways,
  branches,
  longConversations,
  accounts,
  resources,
  models,
  drafts,
  comparisons,
  series,
  votes,
  prices,
  comparisonPieces,
  datasets,
  tuningPlans,
  tuningJobs,
  tunedModels,
  graders,
  tuningRequests,
  removedTrials,
  evaluations,
  judges,
  dialects,
  embeddings,
  addressDialects,
];
