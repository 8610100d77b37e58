import { useState } from "react";
import type { Input } from "../../preload/contract/index.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Dialog } from "../ui/dialog.tsx";
import { exportVotes, taskName, useScoreboard } from "./state.ts";

const words = strings.votes.board;
type Format = Input<"votes.export">["format"];
const formats: Format[] = ["csv", "json", "jsonl"];
const notes: Record<Format, string> = {
  csv: strings.measured.exports.notes.csv,
  json: words.exportJson,
  jsonl: words.exportJsonl,
};

/** Asks what to write, says what is in it, and writes it. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { task, blindOnly } = useScoreboard(({ which }) => which);
  const [format, setFormat] = useState<Format>("csv");
  const [path, setPath] = useState<string | null>(null);
  return (
    <Dialog title={words.exportTitle} onClose={onClose}>
      <fieldset className="export-formats" aria-label={words.exportFormat}>
        {formats.map((one) => (
          <label key={one} className="row">
            <input
              type="radio"
              name="format"
              checked={one === format}
              onChange={() => {
                setFormat(one);
                setPath(null);
              }}
            />
            {words.exports[one]}
          </label>
        ))}
      </fieldset>
      <p className="note">{notes[format]}</p>
      <p className="small muted">
        {fill(words.exportScope, {
          task: task === null ? words.all : taskName(task, strings.votes.noTask),
          which: blindOnly ? words.blindOnly : words.withOpen,
        })}
      </p>
      <p className="small" role="status">
        {path !== null && fill(words.saved, { path })}
      </p>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          onClick={() => void exportVotes(format).then(setPath)}
        >
          {words.save}
        </button>
      </div>
    </Dialog>
  );
}
