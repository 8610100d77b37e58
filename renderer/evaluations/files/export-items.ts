import type { EvaluationFormat } from "../../../preload/contract/evaluation-files.ts";
import { evaluationFiles as words } from "../../../preload/strings/evaluation-files.ts";
import { fill } from "../../../preload/strings/fill.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { exportEvaluation } from "./state.ts";

/** The ways to write an evaluation, as items of a menu. */
export const exportItems = (id: string): MenuItem[] =>
  (Object.keys(words.formats) as EvaluationFormat[]).map((format) => ({
    label: fill(words.exportAs, { format: words.formats[format] }),
    onSelect: () => void exportEvaluation(id, format),
  }));
