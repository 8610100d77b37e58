import type { Distributions } from "../../../preload/contract/datasets.ts";
import type { Database } from "../../storage/database.ts";
import { readFact } from "../store/facts.ts";

/** Messages by role, as the last check has counted them. */
export const rolesOf = (database: Database): Distributions["roles"] =>
  (readFact(database, "roles") as Distributions["roles"] | undefined) ?? [];
