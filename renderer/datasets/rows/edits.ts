import type { RowChoice } from "../../../preload/contract/dataset-rows.ts";
import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import type { Changed, Dataset } from "../../../preload/contract/datasets.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import type { Part } from "../../../preload/parts.ts";

/** What can be done to rows of a dataset; each answers as main does. */
export interface Edits {
  save(key: number, text: string): Promise<Answer<Changed>>;
  add(after: number | null): Promise<Answer<Changed>>;
  duplicate(choice: RowChoice): Promise<Answer<Changed>>;
  remove(choice: RowChoice): Promise<Answer<Changed>>;
  tag(choice: RowChoice, tag: string, isOn: boolean): Promise<Answer<Changed>>;
  setPart(choice: RowChoice, part: Part | null): Promise<Answer<Changed>>;
  /** Mends what a rule finds in some rows. */
  fix(rule: string, keys: number[]): Promise<Answer<Dataset>>;
  undo(): Promise<Answer<Changed>>;
  redo(): Promise<Answer<Changed>>;
}

/** What can be done to the rows of this dataset. */
export const editsOf = ({ id, method }: Dataset): Edits => ({
  save: (key, text) => window.assay["datasets.edit"]({ id, key, text }),
  add: (after) => window.assay["datasets.addRow"]({ id, after, text: emptyRow[method] }),
  duplicate: (choice) => window.assay["datasets.duplicateRows"]({ id, choice }),
  remove: (choice) => window.assay["datasets.deleteRows"]({ id, choice }),
  tag: (choice, tag, isOn) => window.assay["datasets.tag"]({ id, choice, tag, isOn }),
  setPart: (choice, part) => window.assay["datasets.setPart"]({ id, choice, part }),
  fix: (rule, keys) => window.assay["datasets.fix"]({ id, rule, keys }),
  undo: () => window.assay["datasets.undo"]({ id }),
  redo: () => window.assay["datasets.redo"]({ id }),
});

const question = { role: "user", content: "" };
const answer = { role: "assistant", content: "" };

/** What a row of each method begins as, to be filled in. */
const emptyRow: Record<DatasetMethod, string> = {
  supervised: JSON.stringify({ messages: [question, answer] }),
  vision: JSON.stringify({ messages: [question, answer] }),
  preference: JSON.stringify({
    input: { messages: [question] },
    preferred_output: [answer],
    non_preferred_output: [answer],
  }),
  reinforcement: JSON.stringify({ messages: [question] }),
  evaluation: JSON.stringify({ prompt: "" }),
};
