import type { GraderFault } from "../../preload/contract/graders.ts";

/** What a form of a grader is given. `path` leads to the grader from the whole. */
export interface FormProps<Any> {
  grader: Any;
  path: GraderFault["path"];
  faults: readonly GraderFault[];
  fields: readonly string[] | null;
  onChange: (grader: Any) => void;
}
