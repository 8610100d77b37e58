import type { Connections } from "../connections/connections.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import { readBaseModels } from "../foundry/deployments/catalogue.ts";
import type { Database } from "../storage/database.ts";
import { type Drafts, openDrafts } from "./drafts.ts";

/** What was begun in a guide, and the base models that one may choose there. */
export function draftsFeature(parts: {
  database: Database;
  connections: Pick<Connections, "target">;
}): Feature<MethodsOf<"drafts" | "baseModels">, Drafts> {
  const drafts = openDrafts(parts.database);
  return {
    service: drafts,
    purge: () => drafts.purge(),
    handlers: {
      "drafts.list": () => drafts.list(),
      "drafts.begin": ({ flow }) => drafts.begin(flow),
      "drafts.keep": (draft) => drafts.keep(draft),
      "drafts.remove": ({ id }) => drafts.remove(id),
      "drafts.restore": ({ id }) => drafts.restore(id),
      "baseModels.list": async ({ connectionId }) =>
        readBaseModels(await parts.connections.target(connectionId)),
    },
  };
}
