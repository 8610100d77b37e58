import type { Feature, MethodsOf } from "../feature.ts";
import type { Database } from "../storage/database.ts";
import { type Drafts, openDrafts } from "./drafts.ts";

/** What was begun in a guide. */
export function draftsFeature(database: Database): Feature<MethodsOf<"drafts">, Drafts> {
  const drafts = openDrafts(database);
  return {
    service: drafts,
    purge: () => drafts.purge(),
    handlers: {
      "drafts.list": () => drafts.list(),
      "drafts.begin": ({ flow }) => drafts.begin(flow),
      "drafts.keep": (draft) => drafts.keep(draft),
      "drafts.remove": ({ id }) => drafts.remove(id),
      "drafts.restore": ({ id }) => drafts.restore(id),
    },
  };
}
