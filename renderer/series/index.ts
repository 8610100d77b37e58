export { ExportDialog } from "./export-dialog.tsx";
export { Repeats } from "./repeats.tsx";
export { SetUp } from "./setup.tsx";
