export { grade } from "./grade.ts";
export { promptOf } from "./prompt.ts";
