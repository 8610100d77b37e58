import "../../ui/page.css";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { RunHeader } from "../running/header.tsx";

/** What has come of an evaluation. */
export function ResultsPage({ evaluation }: { evaluation: Evaluation }) {
  return <RunHeader evaluation={evaluation} />;
}
