import type { RowQuestion } from "../../graders/graders.ts";
import { cellText } from "../../storage/text-cell.ts";
import { askedRow } from "../asked-row.ts";
import type { Session } from "./session.ts";

/** What models are asked about a row of an evaluation's file; null where it asks nothing. */
export function questionOf({ database, settings }: Session, row: number): RowQuestion | null {
  const text = database.prepare("select text from rows where row = ?").get(row)?.text;
  return askedRow(cellText(text ?? ""), settings.prompt).question;
}
