import type { GraderOf, JudgeVerdict } from "./contract/evaluation-graders.ts";
import { judgeWords } from "./strings/judges.ts";

/** What a new judge is shown; without a reference where rows have none. */
export function usualMessages(
  form: JudgeVerdict["form"],
  hasReference: boolean,
): GraderOf<"judge">["messages"] {
  const { question, reference, answer, pair } = judgeWords.parts;
  const parts = [question, hasReference ? reference : "", form === "pair" ? pair : answer];
  return [{ role: "user", content: parts.filter(Boolean).join("\n\n") }];
}
