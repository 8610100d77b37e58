export { ExportDialog } from "./export-dialog.tsx";
export { useFollowed } from "./followed.ts";
export { nameOf } from "./format.ts";
export { howFar } from "./how-far.ts";
export { Intervals } from "./intervals.tsx";
export { SetUp } from "./setup.tsx";
export { useSeries } from "./state.ts";
export { verdict } from "./verdict.ts";
