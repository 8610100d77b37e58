import { scriptHash } from "../graders/graders.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";

/** The scripts that a person lets run, by the hash of their source. */
export interface AllowedScripts {
  isAllowed(source: string): boolean;
  allow(source: string): void;
}

/** What was allowed once stays so. Writing throws `storage_failed`. */
export const openAllowedScripts = (database: Database): AllowedScripts => ({
  isAllowed: (source) =>
    database.prepare("select 1 from allowed_scripts where hash = ?").get(scriptHash(source)) !== undefined,
  allow: (source) =>
    void keep(() =>
      database
        .prepare("insert into allowed_scripts values (?, ?) on conflict do nothing")
        .run(scriptHash(source), Date.now()),
    ),
});
