import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import type { Edit } from "../../../preload/contract/votes.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { supervisedLine } from "./lines.ts";
import type { FromRow, LeftOut } from "./row.ts";

/** Answers as people made them better, by what was asked and answered. */
export interface Edited {
  /** What a person made of this answer to this question; null where they left it as it was. */
  textFor(question: string, answer: string): string | null;
  /** A row of supervised training for each that `textFor` was not asked for. */
  others(): Generator<FromRow | LeftOut>;
}

const keyOf = (question: string, answer: string) => JSON.stringify([question, answer]);

/** Characters of a prompt that a row is known by. */
const titleLength = 120;

/** What people know a prompt by. Rows of the same prompt have it in common. */
export const titleOfPrompt = (prompt: string): string => beginningOf(prompt.trim(), titleLength);

/** Edits, the newest first, as `edits.list` gives them; of the same answer the newest counts. */
export function editedBy(edits: readonly Edit[]): Edited {
  const byAnswer = new Map<string, Edit>();
  for (const edit of edits.toReversed()) byAnswer.set(keyOf(edit.original.prompt, edit.original.text), edit);
  const used = new Set<string>();
  return {
    textFor: (question, answer) => {
      const edit = byAnswer.get(keyOf(question, answer));
      if (edit) used.add(edit.id);
      return edit?.text ?? null;
    },
    *others() {
      for (const { id, text, original } of byAnswer.values()) {
        if (used.has(id)) continue;
        const origin: RowOrigin = { kind: "edit", id, title: titleOfPrompt(original.prompt) };
        if (text.trim() === "") yield { leftOut: "empty", origin };
        else yield { text: supervisedLine(original.systemPrompt, original.prompt, text), origin };
      }
    },
  };
}
