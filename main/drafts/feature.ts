import type { Draft } from "../../preload/contract/drafts.ts";
import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import { readBaseModels } from "../foundry/deployments/catalogue.ts";
import type { Database } from "../storage/database.ts";
import { type Drafts, openDrafts } from "./drafts.ts";
import { useData } from "./uses.ts";

/** What was begun in a guide, and the base models that one may choose there. */
export function draftsFeature(parts: {
  database: Database;
  connections: Pick<Connections, "target">;
  datasets: Pick<Datasets, "list" | "use" | "unuse">;
}): Feature<MethodsOf<"drafts" | "baseModels">, Drafts> {
  const drafts = openDrafts(parts.database);
  const using = async (draft: Draft) => {
    await useData(draft, parts.datasets);
    return draft;
  };
  return {
    service: drafts,
    purge: () => drafts.purge(),
    handlers: {
      "drafts.list": () => drafts.list(),
      "drafts.begin": ({ flow }) => drafts.begin(flow),
      "drafts.keep": (draft) => using(drafts.keep(draft)),
      "drafts.remove": ({ id }) => {
        drafts.remove(id);
        parts.datasets.unuse("draft", id);
      },
      "drafts.restore": ({ id }) => using(drafts.restore(id)),
      "baseModels.list": async ({ connectionId }) =>
        readBaseModels(await parts.connections.target(connectionId)),
    },
  };
}
