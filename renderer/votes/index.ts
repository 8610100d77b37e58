export { EditDialog } from "./edit-dialog.tsx";
export { SeriesVote } from "./series-vote.tsx";
export { TaskField } from "./task-field.tsx";
export { VoteChoice } from "./vote-choice.tsx";
export { withoutNames } from "./without-names.ts";
