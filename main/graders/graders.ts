export { answerOf, type Deployed, judgeOver } from "./answers.ts";
export { grade } from "./grade.ts";
export { promptOf } from "./prompt.ts";
