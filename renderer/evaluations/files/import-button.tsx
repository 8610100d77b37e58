import { FileInput } from "lucide-react";
import { evaluationFiles as words } from "../../../preload/strings/evaluation-files.ts";
import { Icon } from "../../ui/icon.tsx";
import { pickEvaluation, useEvaluationFiles } from "./state.ts";

/** Asks for files with results or a config. */
export function ImportButton() {
  const isBusy = useEvaluationFiles(({ isBusy }) => isBusy);
  return (
    <button
      type="button"
      className="button square"
      aria-label={words.import}
      title={words.importHint}
      disabled={isBusy}
      onClick={() => void pickEvaluation()}
    >
      <Icon of={FileInput} />
    </button>
  );
}
