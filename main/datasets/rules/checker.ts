import type { DatasetMethod, Finding } from "../../../preload/contract/dataset-rules.ts";
import { pathText } from "../../../preload/row-text/path.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { tokenLimitOf } from "../tokens/limits.ts";
import { checkTexts, checkTokens } from "./contents.ts";
import { checkExample } from "./conversation.ts";
import { RowFindings } from "./found.ts";
import { checkImageCount } from "./images.ts";
import type { LearnedRule } from "./learned.ts";
import { checkPreference } from "./preference.ts";
import { checkTask } from "./reinforcement.ts";
import { ruleOf } from "./rules.ts";
import { checkNotation, checkRowLength, checkStructure } from "./structure.ts";
import { checkWhole, type Totals, type WholeFinding } from "./whole.ts";

/** What rows are checked for. */
export interface CheckSettings {
  method: DatasetMethod;
  /** The base model that is to be tuned, where one is chosen. */
  model?: string;
  /** Counts the tokens of a row that is an object. Without it no row is found to be too long. */
  countTokens?: (row: unknown) => number;
  /** What the service has refused before. */
  learned?: readonly LearnedRule[];
}

/** Checks the rows of one dataset, one after the other. */
export interface Checker {
  /** What is wrong with a row. `parsed` is its text as JSON, where that is there already. Throws nothing. */
  row(text: string, parsed?: { value: unknown }): Finding[];
  /** What is wrong with all of it. Numbers of rows that are left out are those of the rows that were checked. */
  end(totals: Omit<Totals, "rows" | "rowsWithImages"> & Partial<Totals>): WholeFinding[];
}

const blank = /\S/;

/** Makes a checker for a method and a model. */
export function createChecker({ method, model, countTokens, learned = [] }: CheckSettings): Checker {
  const limit = tokenLimitOf(model);
  const refusedBy = new Set(learned.map(({ rule }) => rule));
  let [rows, rowsWithImages] = [0, 0];

  /** Checks a row that is an object by the method. Gives how many images are in it. */
  function checkMethod(found: RowFindings, row: Record<string, unknown>): number {
    switch (method) {
      case "supervised":
        return checkExample(found, row);
      case "vision": {
        const images = checkExample(found, row);
        checkImageCount(found, images);
        return images;
      }
      case "preference":
        return checkPreference(found, row);
      case "reinforcement":
        checkTask(found, row);
        return 0;
      case "evaluation":
        return 0;
    }
  }

  function check(found: RowFindings, text: string, parsed: { value: unknown } | undefined): void {
    if (!blank.test(text)) {
      found.add("empty_line", [], {}, { at: 0, length: text.length });
      return;
    }
    const value = parsed === undefined ? parseJson(text) : parsed.value;
    if (value === undefined) {
      checkNotation(found, text);
      return;
    }
    if (method === "evaluation") checkRowLength(found, text);
    if (!checkStructure(found, text, value)) return;
    const row = asObject(value);
    if (row === null) {
      found.add("not_an_object", []);
      return;
    }
    if (checkMethod(found, row) > 0) rowsWithImages += 1;
    if (method === "evaluation") return;
    checkTexts(found, text, row, learned);
    if (countTokens !== undefined) checkTokens(found, text, row, limit, countTokens);
  }

  return {
    row(text, parsed) {
      rows += 1;
      const found = new RowFindings(text);
      check(found, text, parsed);
      return found.all.length === 0 ? [] : findingsOf(found, method, refusedBy);
    },
    end: (totals) => checkWhole({ rows, rowsWithImages, ...totals }, method, model),
  };
}

function findingsOf(
  { all }: RowFindings,
  method: DatasetMethod,
  refusedBy: ReadonlySet<string | null>,
): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, path, parameters, at, length } of all) {
    const facts = ruleOf(rule);
    if (!facts?.methods.includes(method)) continue;
    const severity = refusedBy.has(rule) ? "blocks" : facts.severity;
    findings.push({ rule, severity, at, length, path: pathText(path), parameters });
  }
  return findings.sort((one, other) => one.at - other.at || one.length - other.length);
}
