export { beginDraft, discardDraft, undoDiscard, useDrafts } from "./state.ts";
