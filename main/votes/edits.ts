import { randomUUID } from "node:crypto";
import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Edit } from "../../preload/contract/votes.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { judged, type Known, shownRun } from "./judged.ts";
import type { VoteStore } from "./store.ts";

export interface Edits {
  list(comparisonId: string | null): Edit[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  keep(input: Input<"edits.keep">): Edit;
  change(input: Input<"edits.change">): Edit;
  remove(id: string): void;
  restore(id: string): Edit;
}

/** Answers as people made them better. The answer that came stays as it is, and is kept with the edit. */
export function createEdits(
  parts: Known & { store: VoteStore; comparison: (id: string) => Comparison; emit: Emit },
): Edits {
  const { store, comparison, emit } = parts;
  const found = (id: string): Edit => {
    const edit = store.edit(id);
    if (!edit) throw problem("not_found");
    return edit;
  };
  const changed = () => emit("votes.changed", { sourceId: null });
  return {
    list: (comparisonId) => store.edits(comparisonId),
    keep: ({ comparisonId, runId, text }) => {
      const { column, run } = shownRun(comparison(comparisonId), runId);
      const edit = { id: randomUUID(), at: Date.now(), text, original: judged(column, run, parts) };
      keep(() => store.putEdit(edit, comparisonId));
      changed();
      return edit;
    },
    change: ({ id, text }) => {
      const edit = { ...found(id), at: Date.now(), text };
      keep(() => store.changeEdit(edit));
      changed();
      return edit;
    },
    remove: (id) => {
      found(id);
      keep(() => store.setEditRemoved(id, true));
      changed();
    },
    restore: (id) => {
      keep(() => store.setEditRemoved(id, false));
      changed();
      return found(id);
    },
  };
}
