import type { DatasetMethod, Finding } from "../../../../preload/contract/dataset-rules.ts";
import { asList, asObject } from "../../../foundry/json.ts";
import type { Database } from "../../../storage/database.ts";
import { contentHash, createExactIndex } from "../../near/exact.ts";
import type { NearIndex } from "../../near/index.ts";
import { leaksBetween } from "../../near/leaks.ts";
import { createChecker } from "../../rules/checker.ts";
import { contentFindings } from "../../rules/contents/findings.ts";
import { createLanguageCounts, isMixed, languagesOf } from "../../rules/contents/languages.ts";
import { createLengthCounts } from "../../rules/contents/lengths.ts";
import { factsNamed } from "../../rules/rules.ts";
import { writeFact } from "../../store/facts.ts";
import { headOf, sizeAt } from "../../store/operations.ts";
import { parsed } from "../../store/row-facts.ts";
import type { StoredRow } from "../../store/rows.ts";
import { exampleTokens } from "../../tokens/count.ts";
import { tokenSample } from "../../tokens/sample.ts";
import { learnedOf } from "../checking.ts";
import { type Collected, collectFindings } from "../collected.ts";
import { databaseOf } from "../files.ts";
import { addTo, likenessOf, nearIndexAt } from "../likeness.ts";
import type { WorkContext } from "../messages.ts";
import { type KeptCheck, type Summary, summaryOf } from "../summary.ts";
import { walked } from "../walking.ts";

/** What is checked, and how. */
export interface CheckInput {
  file: string;
  method: DatasetMethod;
  model: string | null;
  /** The datasets that models are evaluated with: rows of theirs should not be trained on. */
  others: { id: string; name: string; file: string }[];
  /** A path beside which files may be made that go with the work. */
  scratch: string;
}

/** The seed of samples that nobody has chosen one for. */
const sampleSeed = 1;

/** Checks every row as it is now, and all of them together. What was found before counts until all is done. */
export async function checkRows(input: CheckInput, context: WorkContext): Promise<Summary> {
  const { file, method, model, others, scratch } = input;
  const database = databaseOf(file);
  const operation = headOf(database);
  const size = sizeAt(database, operation);
  const collected = collectFindings(database);
  const checker = createChecker({
    method,
    learned: learnedOf(database),
    countTokens: exampleTokens,
    ...(model !== null && { model }),
  });
  const exact = createExactIndex();
  const languages = createLanguageCounts();
  const lengths = createLengthCounts();
  const sample = tokenSample(sampleSeed);
  const roles = new Map<string, number>();
  const partOf = partsAt(database, operation);
  const indexes = new Map<string, NearIndex>();
  const indexOf = (name: string) => {
    const known = indexes.get(name) ?? nearIndexAt(`${scratch}-${name}`);
    indexes.set(name, known);
    return known;
  };
  const take = (row: StoredRow) => {
    const { id, text } = row;
    const value = parsed(text);
    const spoken = languagesOf(value);
    const found = [...checker.row(text, { value }), ...contentFindings(text, value)];
    if (isMixed(spoken)) {
      const { question, answer } = spoken;
      found.push(...ofRow("language_mixed", text, { question: String(question), answer: String(answer) }));
    }
    collected.add(id, found);
    exact.add(id, contentHash(text, value));
    languages.add(spoken.row);
    lengths.add(text.length);
    sample.add(row.id, text.length);
    countRoles(roles, value);
    addTo(indexOf("all"), row, value);
    const part = partOf(row.key);
    if (part !== null) addTo(indexOf(part === "train" ? "train" : "held"), row, value);
  };

  try {
    for await (const rows of walked(database, "checking", context)) for (const row of rows) take(row);
    await findRepeated(database, collected, exact, indexOf("all"), context);
    await findLeaks(database, collected, indexes, others, scratch, context);
    findOutliers(database, operation, collected, languages.rare(), lengths.counted());
    const tokens = await sample.counted(database, exampleTokens, context);
    const whole = checker.end({
      bytes: size.size,
      tokens: tokens.tokens,
      ...(method === "reinforcement" && hasParts(database, operation) && { hasValidation: true }),
    });
    const checked: KeptCheck = { method, model, at: Date.now(), operation };
    context.progress({ phase: "writing", done: 0, total: null });
    collected.replace(operation, whole, () => {
      writeFact(database, "checked", checked);
      writeFact(database, "tokens", tokens);
      writeFact(
        database,
        "roles",
        [...roles].map(([role, count]) => ({ role, count })),
      );
    });
    return summaryOf(database);
  } finally {
    for (const index of indexes.values()) index.remove();
  }
}
