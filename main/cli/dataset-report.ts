import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import { beginningOf, endingOf } from "../../preload/cut.ts";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { datasets } from "../../preload/strings/datasets.ts";
import { evidenceText } from "../../preload/strings/evidence.ts";
import { fill } from "../../preload/strings/fill.ts";
import { meaningOfRule, titleOfRule, wordsOfRule } from "../../preload/strings/rule-titles.ts";
import type { CheckedFiles, FileFinding } from "../datasets/files/check.ts";
import type { GivenFile } from "../datasets/files/given.ts";
import { counted } from "./counted.ts";
import { plain } from "./failure.ts";

/** A check with what it was of. */
export interface CheckResult {
  checked: CheckedFiles;
  files: readonly GivenFile[];
  method: DatasetMethod;
  model: string | null;
}

/** What a check comes to. */
export interface Verdict {
  isFit: boolean;
  /** Findings that block about the dataset as a whole. */
  wholeBlocks: number;
  /** Files that have to be converted before the service takes them. */
  toConvert: string[];
}

/** Findings of one rule that are shown where not all are. */
const shown = 5;
/** Characters around a finding that are shown, and of itself. */
const around = 40;
const within = 80;

/** The text before a finding, at it and behind it, as much as helps to find it. A row as a whole is told by its beginning. */
export function excerptOf({ finding: { at, length }, text }: FileFinding) {
  // Against other rows, the row is meant and no place in it.
  const isWhole = at === 0 && (length === 0 || length >= text.length);
  const end = isWhole ? text.length : at + length;
  return {
    before: endingOf(text.slice(Math.max(0, at - 2 * around), at), around),
    text: beginningOf(text.slice(at, Math.min(end, at + 2 * within)), within),
    after: isWhole ? "" : beginningOf(text.slice(end, end + 2 * around), around),
  };
}

/** A finding's title. The row that it is about is told by its place as well. */
export function findingTitle({ finding: { rule, parameters }, other }: FileFinding): string {
  if (other?.file == null || other.line === null) return titleOfRule(rule, parameters);
  const { file, line } = other;
  const place = fill(datasetCommand.otherRow, { row: other.row, file, line });
  return titleOfRule(rule, {
    ...parameters,
    ...(rule === "duplicate" ? { first: place } : { other: place }),
  });
}

/** Whether what was checked is fit for what it is for, and which files are not as the service takes them. */
export function verdictOf({ checked, files, method }: CheckResult): Verdict {
  const wholeBlocks = checked.rules.filter(
    ({ parameters, severity }) => parameters !== null && severity === "blocks",
  ).length;
  const isForService = ({ isAsWritten, described }: GivenFile) =>
    isAsWritten && !described.isGzip && (described.encoding ?? "").startsWith("utf-8");
  return {
    isFit: checked.blocked === 0 && wholeBlocks === 0,
    wholeBlocks,
    toConvert:
      method === "evaluation" ? [] : files.filter((file) => !isForService(file)).map(({ name }) => name),
  };
}

/** What was read and how, in lines for a terminal. */
export const fileLines = (files: readonly GivenFile[]): string[] => files.map(fileLine).map(plain);

function fileLine({
  described: { name, format, encoding, isGzip },
  mapping,
  isAsWritten,
}: GivenFile): string {
  const { formats } = datasets.intake;
  const written = encoding === null ? null : (datasets.encodings[encoding] ?? encoding);
  const file =
    written === null
      ? fill(datasetCommand.fileBare, { name, format: formats[format] })
      : fill(datasetCommand.file, {
          name,
          format: formats[format],
          encoding: isGzip ? fill(datasetCommand.gzip, { encoding: written }) : written,
        });
  return `${file} ${isAsWritten ? datasetCommand.asWritten : readAs(mapping)}`;
}

/** How records are read, in words. */
function readAs({ shape: name, fields, template = {} }: GivenFile["mapping"]): string {
  const shape = datasets.shapes[name];
  const parts = [
    ...Object.entries(fields).map(([role, column]) => [
      datasets.fields[role as keyof typeof datasets.fields],
      column,
    ]),
    ...Object.entries(template).map(([part, text]) => [
      datasets.templateParts[part as keyof typeof datasets.templateParts],
      text,
    ]),
  ].map(([role = "", column = ""]) =>
    fill(datasetCommand.field, { role, column: beginningOf(column, within) }),
  );
  return parts.length === 0
    ? fill(datasetCommand.readAs, { shape })
    : fill(datasetCommand.readAsFields, { shape, fields: parts.join(", ") });
}

/** All that is said of a check, in lines for a terminal; of each rule the first few findings, or all. */
export function* reportOf(result: CheckResult, showsAll: boolean): Generator<string, void> {
  const { checked, files, method, model } = result;
  yield* fileLines(files);
  yield "";
  const rows = counted(datasets.rows, checked.rows);
  const heading = model === null ? datasetCommand.heading : datasetCommand.headingModel;
  yield plain(fill(heading, { method: datasets.methods[method], model: model ?? "", rows }));
  yield tokensLine(checked);
  for (const rule of checked.rules) {
    yield "";
    yield* ruleLines(rule);
    if (rule.parameters !== null) continue;
    const limit = showsAll ? rule.findings : shown;
    for (const finding of checked.findings({ rule: rule.rule, limit })) yield* findingLines(finding);
    if (rule.findings > limit)
      yield `  ${fill(datasetCommand.more, { count: (rule.findings - limit).toLocaleString("en") })}`;
  }
  yield "";
  yield* verdictLines(result);
}

function tokensLine({ tokens: { tokens, error, counted: some, seed }, rows }: CheckedFiles): string {
  const number = (value: number) => value.toLocaleString("en");
  const { exact, about, error: interval, counted: all } = datasets.tokens;
  return error === 0
    ? fill(datasetCommand.tokensExact, { tokens: fill(exact, { count: number(tokens) }), all })
    : fill(datasetCommand.tokensAbout, {
        tokens: fill(about, { count: number(tokens) }),
        error: fill(interval, { error: number(error), counted: number(some), rows: number(rows), seed }),
      });
}

function* ruleLines({ rule, severity, evidence, findings, rows, parameters }: CheckedFiles["rules"][number]) {
  const { severities } = datasets.findings;
  const isWhole = parameters !== null;
  yield fill(isWhole ? datasetCommand.ruleWhole : datasetCommand.rule, {
    severity: severities[severity],
    rule,
    findings: counted(datasetCommand.findings, findings),
    rows: counted(datasets.rows, rows),
  });
  if (isWhole) yield `  ${plain(titleOfRule(rule, parameters))}`;
  yield `  ${plain(meaningOfRule(rule, parameters ?? {}))}`;
  yield `  ${evidenceText(evidence)}`;
  const { fix } = wordsOfRule(rule);
  if (fix !== undefined) yield `  ${fill(datasetCommand.fix, { fix: plain(fix) })}`;
}

function* findingLines(found: FileFinding) {
  const { file, line, column, row } = found;
  const place =
    file === null || line === null
      ? fill(datasetCommand.inRow, { row })
      : [file, line, ...(column === null ? [] : [column])].join(":");
  yield `  ${plain(fill(datasetCommand.finding, { place, title: findingTitle(found) }))}`;
  const excerpt = excerptOf(found);
  const isWhole = excerpt.before === "" && excerpt.after === "";
  const text = isWhole ? excerpt.text : fill(datasetCommand.excerptMark, excerpt);
  if (text.trim() !== "") yield `    ${plain(text)}`;
}

function* verdictLines(result: CheckResult) {
  const { checked, method } = result;
  const { isFit, wholeBlocks, toConvert } = verdictOf(result);
  if (toConvert.length > 0) yield plain(fill(datasetCommand.convertFirst, { names: toConvert.join(", ") }));
  const name = datasetCommand.methods[method];
  const warned = counted(datasetCommand.rowsWarn, checked.warned);
  if (isFit) {
    yield fill(checked.warned > 0 ? datasetCommand.fitWarned : datasetCommand.fit, { method: name, warned });
    return;
  }
  const why = [
    ...(checked.blocked > 0 ? [counted(datasetCommand.rowsBlock, checked.blocked)] : []),
    ...(wholeBlocks > 0 ? [counted(datasetCommand.wholeBlock, wholeBlocks)] : []),
  ].join("; ");
  yield fill(datasetCommand.notFit, { method: name, why });
}
