import { Download } from "lucide-react";
import { useState } from "react";
import { beginningOf } from "../../preload/cut.ts";
import { strings } from "../../preload/strings/en.ts";
import { ExportDialog } from "../series/index.ts";
import { Icon } from "../ui/icon.tsx";
import { useCompare } from "./state.ts";

const words = strings.bundles;

/** Takes what the columns of the comparison that is shown answered last to a file. */
export function ExportButton() {
  const open = useCompare(({ open }) => open);
  const hasAnswer = useCompare(({ runs }) => Object.values(runs).some(({ state }) => state === "ended"));
  const [asking, setAsking] = useState(false);
  if (!open) return null;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={!hasAnswer}
        title={hasAnswer ? undefined : words.nothingToExport}
        onClick={() => setAsking(true)}
      >
        <Icon of={Download} />
        {words.export}
      </button>
      {asking && (
        <ExportDialog
          of="comparisons"
          id={open.id}
          title={firstLine(open.prompt) || strings.compare.untitled}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

const firstLine = (text: string): string => beginningOf(text.trim().split("\n")[0] ?? "", 80);
