import { meaningOfRule, titleOfRule, wordsOfRule } from "../../preload/strings/rule-titles.ts";
import type { FileFinding } from "../datasets/files/check.ts";
import type { GivenFile } from "../datasets/files/given.ts";
import { type CheckResult, excerptOf, findingTitle, verdictOf } from "./dataset-report.ts";

/** Control and format characters, which a terminal acts upon; in JSON they stand in strings only. */
const active = /[\p{Cc}\p{Cf}]/gu;

/** A value as JSON in one line, which says what a terminal would act upon by its escape. */
const json = (value: unknown): string =>
  JSON.stringify(value).replace(active, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(""),
  );

const escaped = (unit: number) => `\\u${unit.toString(16).padStart(4, "0")}`;

/** A check as one JSON document, in pieces: a finding at a time. docs/dataset-check.md describes it. */
export function* jsonOf(result: CheckResult, against: readonly GivenFile[]): Generator<string, void> {
  const { checked, files, method, model } = result;
  const { isFit, wholeBlocks, toConvert } = verdictOf(result);
  const head = {
    format: 1,
    method,
    model,
    verdict: {
      fit: isFit,
      blockedRows: checked.blocked,
      warnedRows: checked.warned,
      blockingDatasetFindings: wholeBlocks,
      convertFirst: toConvert,
    },
    files: files.map(fileJson),
    against: against.map(fileJson),
    rows: checked.rows,
    bytes: checked.bytes,
    tokens: checked.tokens,
    languages: checked.languages,
    rules: checked.rules.map(({ rule, severity, evidence, isMendable, rows, findings, parameters }) => ({
      rule,
      severity,
      scope: parameters === null ? "row" : "dataset",
      rows,
      findings,
      ...(parameters !== null && { title: titleOfRule(rule, parameters), parameters }),
      meaning: meaningOfRule(rule, parameters ?? {}),
      fix: isMendable ? (wordsOfRule(rule).fix ?? null) : null,
      evidence,
    })),
  };
  yield `${json(head).slice(0, -1)},"findings":[`;
  let isFirst = true;
  for (const finding of checked.findings()) {
    yield `${isFirst ? "" : ","}\n${json(findingJson(finding))}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

const fileJson = ({ described, mapping, isAsWritten }: GivenFile) => ({
  name: described.name,
  format: described.format,
  encoding: described.encoding,
  gzip: described.isGzip,
  bytes: described.bytes,
  renamedColumns: described.renamed,
  checkedAsWritten: isAsWritten,
  shape: isAsWritten ? null : mapping.shape,
  fields: isAsWritten ? {} : mapping.fields,
});

function findingJson(found: FileFinding) {
  const { finding, file, line, column, row, other } = found;
  const { rule, severity, path, at, length, parameters } = finding;
  return {
    file,
    line,
    column,
    row,
    rule,
    severity,
    title: findingTitle(found),
    path,
    at,
    length,
    excerpt: excerptOf(found),
    parameters,
    other,
  };
}
