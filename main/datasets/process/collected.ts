import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import { type Database, inTransaction } from "../../storage/database.ts";
import { forgetCounts } from "../store/counts.ts";
import { countFacets } from "../store/facets.ts";
import { touch } from "../store/facts.ts";

/** The findings of a check while it runs, in a table that nobody else sees and that goes with its process. */
export interface Collected {
  add(row: number, findings: readonly Finding[]): void;
  /**
   * Puts them in the place of what was found in the rows as they were after an operation, with what was found about all of
   * them, and does what else `work` does, in one transaction.
   */
  replace(
    operation: number,
    whole: readonly { rule: string; parameters: Record<string, string> }[],
    work: () => void,
  ): void;
}

const columns = "row, rule, severity, at, length, path, parameters";

/** Begins to collect. */
export function collectFindings(database: Database): Collected {
  database.exec(`
    pragma temp_store = file;
    drop table if exists temp.collected;
    create temp table collected (id integer primary key, row, rule, severity, at, length, path, parameters);
  `);
  const put = database.prepare(`insert into temp.collected (${columns}) values (?, ?, ?, ?, ?, ?, ?)`);
  return {
    add: (row, findings) => {
      for (const { rule, severity, at, length, path, parameters } of findings)
        put.run(row, rule, severity, at, length, path, JSON.stringify(parameters));
    },
    replace: (operation, whole, work) =>
      inTransaction(database, () => {
        database
          .prepare("delete from findings where row in (select id from rows where since <= ?1 and until > ?1)")
          .run(operation);
        database.exec(`
          insert into findings (${columns}) select ${columns} from temp.collected order by id;
          delete from whole_findings;
          drop table temp.collected;
        `);
        const note = database.prepare("insert into whole_findings values (?, ?) on conflict do nothing");
        for (const { rule, parameters } of whole) note.run(rule, JSON.stringify(parameters));
        work();
        forgetCounts(database);
        touch(database);
        countFacets(database);
      }),
  };
}
