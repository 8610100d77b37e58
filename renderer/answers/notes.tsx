import "./notes.css";
import { Info } from "lucide-react";
import type { RequestNote } from "../../preload/contract/conversations.ts";
import { explainNote, requestNotes } from "../../preload/strings/request-notes.ts";
import { Icon } from "../ui/icon.tsx";

/** How a request differed from what was set, and why. */
export function Notes({ notes }: { notes: readonly RequestNote[] }) {
  return <NoteList lines={notes.map((note) => explainNote(note, shownDate))} />;
}

/** The same as lines that say it; nothing where there are none. */
export function NoteList({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="request-notes" aria-label={requestNotes.title}>
      {lines.map((line) => (
        <li key={line} className="note">
          <Icon of={Info} size={14} />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}

/** A moment in milliseconds since the epoch, as the person writes it. */
export const shownDate = (at: number): string => new Date(at).toLocaleString();
