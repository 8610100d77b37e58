import type { DatasetMethod } from "../../../../preload/contract/dataset-rules.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { writeFact } from "../../../storage/facts.ts";
import { parsed } from "../../reading/nesting.ts";
import { createChecker } from "../../rules/checker.ts";
import { rowFinding } from "../../rules/contents/findings.ts";
import { createLanguageCounts, isMixed, languagesOf } from "../../rules/contents/languages.ts";
import { createLengthCounts } from "../../rules/contents/lengths.ts";
import { isSurelyShort } from "../../rules/contents.ts";
import { headOf, sizeAt } from "../../store/operations.ts";
import type { StoredRow } from "../../store/rows.ts";
import { loadTokenCounter, type TokenCounter } from "../../tokens/count.ts";
import { tokenLimitOf } from "../../tokens/limits.ts";
import { findingsIn, learnedOf } from "../checking.ts";
import { collectFindings } from "../collected.ts";
import { databaseOf } from "../files.ts";
import { findOutliers } from "../outliers.ts";
import { createRepeats, type OtherDataset } from "../repeats.ts";
import { createRoleCounts } from "../roles.ts";
import { type KeptCheck, type Summary, summaryOf } from "../summary.ts";
import { sampledTokens } from "../tokens.ts";
import { walked } from "../walking.ts";

/** What is checked, and how. */
export interface CheckInput {
  file: string;
  method: DatasetMethod;
  model: string | null;
  /** The datasets that models are evaluated with: rows of theirs should not be trained on. */
  others: OtherDataset[];
  /** A path beside which files may be made that go with the work. */
  scratch: string;
}

/** Checks every row as it is now, and all of them together. What was found before counts until all is done. */
export async function checkRows(input: CheckInput, context: WorkContext): Promise<Summary> {
  const { file, method, model, others, scratch } = input;
  const database = databaseOf(file);
  const operation = headOf(database);
  const collected = collectFindings(database, operation);
  const limit = tokenLimitOf(model ?? undefined).tokens;
  // Loaded when a row may be too long, and else when all are seen: it takes as much memory as many rows do.
  let counter: TokenCounter | null = null;
  const checker = createChecker({
    method,
    learned: learnedOf(database),
    countTokens: (row) => counter?.row(row) ?? 0,
    ...(model !== null && { model }),
  });
  const repeats = createRepeats(database, operation, scratch);
  const languages = createLanguageCounts();
  const lengths = createLengthCounts();
  const roles = createRoleCounts();
  const take = (row: StoredRow) => {
    const { id, text } = row;
    const value = parsed(text);
    const spoken = languagesOf(value);
    const found = findingsIn(checker, text, value);
    if (isMixed(spoken)) {
      const { question, answer } = spoken;
      found.push(rowFinding("language_mixed", text.length, { question: `${question}`, answer: `${answer}` }));
    }
    collected.add(id, found);
    languages.add(spoken.row);
    lengths.add(text.length);
    roles.add(value);
    repeats.add(row, value);
  };

  try {
    for await (const rows of walked(database, "checking", context)) {
      if (counter === null && rows.some(({ text }) => !isSurelyShort(text, limit)))
        counter = await loadTokenCounter();
      for (const row of rows) take(row);
    }
    await repeats.find(others, collected.add, context);
    findOutliers(database, operation, languages.rare(), lengths.counted(), collected.add);
    const tokens = await sampledTokens(database, operation, await loadTokenCounter(), context);
    const { size } = sizeAt(database, operation);
    const whole = checker.end({
      bytes: size,
      tokens: tokens.tokens,
      ...(repeats.hasValidation && { hasValidation: true }),
    });
    context.progress({ phase: "writing", done: 0, total: null });
    collected.replace(whole, (last) => {
      const checked: KeptCheck = { method, model, at: Date.now(), operation: last };
      writeFact(database, "checked", checked);
      writeFact(database, "tokens", tokens);
      writeFact(database, "roles", roles.counted());
    });
    return summaryOf(database);
  } finally {
    repeats.close();
  }
}
