import type { RequestNote } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.chat.findings;

/** What was changed about the request because the model refused it. */
export function Notes({ notes }: { notes: RequestNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="findings" aria-label={words.notes}>
      {notes.map((note) => (
        <li key={`${note.parameter} ${note.instead}`} className="chip">
          {note.kind === "parameter_renamed"
            ? fill(words.renamed, { name: note.parameter, instead: note.instead ?? "" })
            : fill(words.dropped, { name: note.parameter })}
        </li>
      ))}
    </ul>
  );
}
