import { Download, FolderOpen, GitCompare, History } from "lucide-react";
import { useState } from "react";
import type { Series } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Drift } from "./drift.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { openBundle, useOpened } from "./open.ts";
import { Replay } from "./replay.tsx";

const words = strings.bundles;

/** What can be done with a series that has answers: play it once more, hold it against another day's, take it along. */
export function SeriesFiles({ series }: { series: Series }) {
  const [shown, setShown] = useState<"replay" | "drift" | "export" | null>(null);
  const hasNothing = series.progress.done === 0;
  const onClose = () => setShown(null);
  const buttons = [
    { what: "replay", label: words.replay, icon: History },
    { what: "drift", label: words.drift, icon: GitCompare },
    { what: "export", label: words.export, icon: Download },
  ] as const;
  return (
    <>
      {buttons.map(({ what, label, icon }) => (
        <button
          key={what}
          type="button"
          className="button"
          disabled={hasNothing}
          title={hasNothing ? words.nothingToExport : undefined}
          onClick={() => setShown(what)}
        >
          <Icon of={icon} />
          {label}
        </button>
      ))}
      {shown === "replay" && <Replay series={series} onClose={onClose} />}
      {shown === "drift" && <Drift series={series} onClose={onClose} />}
      {shown === "export" && (
        <ExportDialog of="series" id={series.id} title={series.title} onClose={onClose} />
      )}
    </>
  );
}

/** Opens a bundle from a file. */
export function OpenBundleButton() {
  const isOpening = useOpened(({ isOpening }) => isOpening);
  return (
    <button type="button" className="button" disabled={isOpening} onClick={() => void openBundle()}>
      <Icon of={FolderOpen} />
      {isOpening ? words.opening : words.open}
    </button>
  );
}

/** Why the last bundle was not opened, wherever it was asked for. */
export function OpenedNotice() {
  const diagnosis = useOpened(({ diagnosis }) => diagnosis);
  if (!diagnosis) return null;
  const onClose = () => useOpened.setState({ diagnosis: null });
  return (
    <Dialog title={words.open} onClose={onClose}>
      <DiagnosisView diagnosis={diagnosis} />
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
