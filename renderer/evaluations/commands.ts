import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { judgeCertificates } from "../../preload/strings/judge-certificates.ts";
import type { Command } from "../command.ts";
import { goTo } from "../route.ts";
import { beginEvaluation, useEvaluations } from "./state.ts";

const words = strings.palette;

/** Beginning an evaluation, and the evaluations there are. */
export function evaluationCommands(): Command[] {
  const list = useEvaluations.getState().list ?? [];
  return [
    { id: "new evaluation", label: words.newEvaluation, part: "action", run: () => void beginEvaluation() },
    { id: "judges", label: judgeCertificates.open, part: "action", run: () => goTo("judges") },
    ...list.map(
      ({ id, name }): Command => ({
        id: `evaluation ${id}`,
        label: fill(words.openEvaluation, { name }),
        part: "evaluation",
        run: () => goTo("evaluations", id),
      }),
    ),
  ];
}
