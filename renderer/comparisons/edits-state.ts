import { create } from "zustand";
import type { Edit } from "../../preload/contract/votes.ts";
import { useCompare } from "./state.ts";

interface EditsState {
  /** What was made of the answers of the comparison that is shown, by their runs. */
  edits: Record<string, Edit>;
}

export const useEdits = create<EditsState>(() => ({ edits: {} }));

/** Follows the edits of whichever comparison is shown. */
export function listenToEdits(): void {
  window.assay.on("votes.changed", ({ sourceId }) => sourceId === null && void read());
  useCompare.subscribe(({ open }, before) => {
    if (open && open.id !== before.open?.id) void read();
  });
}

async function read(): Promise<void> {
  const comparisonId = useCompare.getState().open?.id;
  if (comparisonId === undefined) return;
  const answer = await window.assay["edits.list"]({ comparisonId });
  if (!answer.ok || useCompare.getState().open?.id !== comparisonId) return;
  useEdits.setState({ edits: Object.fromEntries(answer.data.map((edit) => [edit.original.runId, edit])) });
}
