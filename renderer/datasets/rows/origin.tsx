import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { linkTo, type Place } from "../../route.ts";

const words = datasetRows.row.from;

/** Where a row comes from, with the way there where there is one. */
export function Origin({ from }: { from: RowOrigin }) {
  const link = linkOf(from);
  const text = textOf(from);
  return link === null ? (
    <span dir="auto">{text}</span>
  ) : (
    <a className="link" href={link} dir="auto">
      {text}
    </a>
  );
}

function textOf(from: RowOrigin): string {
  switch (from.kind) {
    case "file":
      return fill(words.file, { file: from.file, line: from.line.toLocaleString() });
    case "dataset":
      return fill(words.dataset, { name: from.name, version: from.version, key: from.key });
    case "made":
      return words.made;
    default:
      return fill(words[from.kind], { title: from.title });
  }
}

function linkOf(from: RowOrigin): string | null {
  switch (from.kind) {
    case "conversation":
      return linkTo("chat", from.id);
    case "vote":
    case "edit":
      return linkTo("scoreboard");
    case "series":
      return linkTo("series", from.id);
    case "dataset":
      return linkTo("datasets" as Place, from.id);
    default:
      return null;
  }
}
