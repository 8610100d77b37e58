export { openBench } from "./state.ts";
