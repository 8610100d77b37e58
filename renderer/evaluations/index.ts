export { beginEvaluation } from "./state.ts";
