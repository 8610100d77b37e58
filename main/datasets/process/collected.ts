import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import { type Database, inTransaction } from "../../storage/database.ts";
import { forgetCounts } from "../store/counts.ts";
import { countFacets } from "../store/facets.ts";
import { touch } from "../store/facts.ts";

/** The findings of a check while it runs, in a table that nobody else sees and that goes with its process. */
export interface Collected {
  add(row: number, findings: readonly Finding[]): void;
  /**
   * Puts them in the place of what was found in these rows before, with what was found about all of them, and does what else
   * `work` does, in one transaction. Operations that were taken back meanwhile have no rows any more, and others may have
   * their numbers: `work` is given the last one that is still the same.
   */
  replace(
    whole: readonly { rule: string; parameters: Record<string, string> }[],
    work: (operation: number) => void,
  ): void;
}

const columns = "row, rule, severity, at, length, path, parameters";

/** Begins to collect what is found in the rows as they were after an operation. */
export function collectFindings(database: Database, operation: number): Collected {
  const operations = () =>
    database.prepare("select number, at from operations where number <= ? order by number").all(operation);
  const before = operations();
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
    replace: (whole, work) =>
      inTransaction(database, () => {
        const now = operations();
        const same = before.filter(
          ({ number, at }, index) => now[index]?.number === number && now[index]?.at === at,
        );
        const last = Number(same.at(-1)?.number ?? 0);
        const seen = `(select id from rows where since <= ${last} and until > ${last})`;
        database.exec(`
          delete from findings where row in ${seen};
          insert into findings (${columns}) select ${columns} from temp.collected where row in ${seen} order by id;
          delete from whole_findings;
          drop table temp.collected;
        `);
        const note = database.prepare("insert into whole_findings values (?, ?) on conflict do nothing");
        for (const { rule, parameters } of whole) note.run(rule, JSON.stringify(parameters));
        work(last);
        forgetCounts(database);
        touch(database);
        countFacets(database);
      }),
  };
}
