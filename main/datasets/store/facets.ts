import type { OpenDataset, RuleCount } from "../../../preload/contract/datasets.ts";
import type { Part } from "../../../preload/parts.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import { factsOf, ruleOf } from "../rules/rules.ts";
import { stateOf } from "./facts.ts";
import { headOf, sizeAt } from "./operations.ts";

/** What the rows of a dataset can be told apart by, counted. */
export type Facets = Pick<OpenDataset, "parts" | "tags" | "languages" | "origins" | "findings">;

/** Rows up to which counting is done while somebody waits. */
const quick = 20_000;

/** Origins, tags and languages that are listed; what most rows have comes first. */
const listed = 200;

/**
 * The facets as they were counted last; `isOld` where rows or findings have changed since. Few rows are counted at once,
 * so that theirs never are.
 */
export function facetsOf(database: Database): { facets: Facets; isOld: boolean } {
  const head = headOf(database);
  const kept = readFact(database, "facets") as { state: number; facets: Facets } | undefined;
  if (kept?.state === stateOf(database)) return { facets: kept.facets, isOld: false };
  if (kept !== undefined && sizeAt(database, head).rows > quick) return { facets: kept.facets, isOld: true };
  return { facets: countFacets(database), isOld: false };
}

/** Counts them anew, and keeps them. */
export function countFacets(database: Database): Facets {
  const head = headOf(database);
  const grouped = (sql: string) => database.prepare(sql).all(head) as Record<string, unknown>[];
  const marks = (kind: string) =>
    grouped(
      `select value, count(*) as count from marks where kind = '${kind}' and since <= ?1 and until > ?1
       and key in (select key from rows where since <= ?1 and until > ?1)
       group by value order by count desc, value limit ${listed}`,
    );
  const parts = { train: 0, validation: 0, test: 0, none: sizeAt(database, head).rows };
  for (const { value, count } of marks("part")) {
    const part = String(value) as Part;
    parts[part] = Number(count);
    parts.none -= Number(count);
  }
  const facets: Facets = {
    parts,
    tags: marks("tag").map(({ value, count }) => ({ tag: String(value), rows: Number(count) })),
    languages: grouped(
      `select language, count(*) as count from rows where since <= ?1 and until > ?1 and language is not null
       group by language order by count desc, language limit ${listed}`,
    ).map(({ language, count }) => ({ language: String(language), rows: Number(count) })),
    origins: grouped(
      `select o.number, o.kind, o.name, count(*) as count from rows r join origins o on o.number = r.origin
       where r.since <= ?1 and r.until > ?1 group by o.number order by count desc, o.number limit ${listed}`,
    ).map(({ number, kind, name, count }) => ({
      number: Number(number),
      kind: String(kind),
      name: String(name),
      rows: Number(count),
    })),
    findings: ruleCounts(database, head),
  };
  writeFact(database, "facets", { state: stateOf(database), facets });
  return facets;
}

/** How many rows each rule has something found in, what blocks first. */
function ruleCounts(database: Database, head: number): RuleCount[] {
  const ofRows = database
    .prepare(
      `select f.rule, count(distinct f.row) as count from findings f join rows r on r.id = f.row
       where r.since <= ?1 and r.until > ?1 group by f.rule`,
    )
    .all(head)
    .map(({ rule, count }) => ({ rule: String(rule), rows: Number(count), parameters: null }));
  const ofAll = database
    .prepare("select rule, parameters from whole_findings")
    .all()
    .map(({ rule, parameters }) => ({
      rule: String(rule),
      rows: 0,
      parameters: (parseJson(String(parameters)) ?? {}) as Record<string, string>,
    }));
  return [...ofAll, ...ofRows]
    .flatMap((counted) => {
      const rule = ruleOf(counted.rule);
      return rule ? [{ ...factsOf(rule), ...counted }] : [];
    })
    .sort((one, other) => one.severity.localeCompare(other.severity) || other.rows - one.rows);
}
