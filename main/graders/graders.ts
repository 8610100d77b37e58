export { answerOf, type Deployed, judgeOver } from "./answers.ts";
export { checkGrader } from "./check.ts";
export { grade } from "./grade.ts";
export { promptOf } from "./prompt.ts";
export { rowFields } from "./row-fields.ts";
export { askedIn, filledPrompt, questionIn, type RowQuestion, rowFacts } from "./row-question.ts";
