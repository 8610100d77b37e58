import type { GraderKind, GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { FormProps } from "../../graders/form-props.ts";

/** What the form of a grader of some kinds is given. */
export type KindProps<Kind extends GraderKind> = FormProps<GraderOf<Kind>>;
