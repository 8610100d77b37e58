import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { judgePlaces } from "../judges/questions.ts";
import { ownPlaces } from "./graded.ts";

/** A text of a grader that is filled in, and the places of its own that it knows. */
export interface TemplateOf {
  path: GraderFault["path"];
  text: string;
  places: readonly string[];
}

/** The texts of a grader that are filled in. A grader of the service has its own rules, and none here. */
export function templatesOf(grader: EvaluationGrader): TemplateOf[] {
  const own = (name: string, text: string): TemplateOf => ({ path: [name], text, places: ownPlaces });
  switch (grader.kind) {
    case "text":
    case "numeric":
      return [own("input", grader.input), own("expected", grader.expected)];
    case "regex":
    case "json":
      return [own("input", grader.input)];
    case "tool_call":
      return [own("expected", grader.expected)];
    case "similarity":
      return [own("input", grader.input), own("reference", grader.reference)];
    case "evaluator":
      return Object.entries(grader.mapping).map(([field, text]) => ({
        path: ["mapping", field],
        text,
        places: ownPlaces,
      }));
    case "judge": {
      const places = judgePlaces(grader.verdict.form === "pair");
      return [
        { path: ["rubric"], text: grader.rubric, places },
        ...grader.messages.map(({ content }, at) => ({
          path: ["messages", at, "content"],
          text: content,
          places,
        })),
      ];
    }
    default:
      return [];
  }
}
