import { FileOutput } from "lucide-react";
import type { EvaluationFormat } from "../../../preload/contract/evaluation-files.ts";
import { evaluationFiles as words } from "../../../preload/strings/evaluation-files.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { exportEvaluation } from "./state.ts";

/** The formats that an evaluation can be written in. */
export function ExportMenu({ id }: { id: string }) {
  return (
    <Menu
      label={words.export}
      className="button"
      items={(Object.keys(words.formats) as EvaluationFormat[]).map((format) => ({
        label: words.formats[format],
        onSelect: () => void exportEvaluation(id, format),
      }))}
    >
      <Icon of={FileOutput} />
      {words.export}
    </Menu>
  );
}
