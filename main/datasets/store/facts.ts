import type { Database } from "../../storage/database.ts";
import { readFact, writeFact } from "../../storage/facts.ts";

/** A number that is another one after every change of rows or findings. */
export const stateOf = (database: Database): number => Number(readFact(database, "state") ?? 0);

/** Says that rows or findings have changed. */
export const touch = (database: Database): void => writeFact(database, "state", stateOf(database) + 1);
