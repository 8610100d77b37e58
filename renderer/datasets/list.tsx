import { ChevronDown, FileUp } from "lucide-react";
import { useState } from "react";
import type { GatherKind } from "../../preload/contract/dataset-origins.ts";
import type { Dataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { counted } from "../figures/counted.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { GatherDialog } from "./gather-dialog.tsx";
import { importFiles } from "./importing.ts";
import { useIntake } from "./intake.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { timeLeft } from "./progress.tsx";
import { percentOf, standingOf } from "./standing.ts";

const words = strings.datasets;
const kinds: GatherKind[] = ["conversations", "votes", "series"];

/** Every way to a new dataset. */
export function ImportBar() {
  const [shown, setShown] = useState<GatherKind | "merge" | null>(null);
  const isReading = useIntake(({ isReading }) => isReading);
  const onClose = () => setShown(null);
  return (
    <>
      <button
        type="button"
        className="button"
        aria-disabled={isReading}
        onClick={() => void importFiles("files")}
      >
        <Icon of={FileUp} />
        {words.import}
      </button>
      <Menu
        label={words.importHow}
        items={[
          { label: words.folder, onSelect: () => void importFiles("folder") },
          { label: words.pasteRows, onSelect: () => useIntake.setState({ isPasting: true }) },
          ...kinds.map((kind) => ({ label: words.gather.open[kind], onSelect: () => setShown(kind) })),
          { label: words.merge.open, onSelect: () => setShown("merge") },
        ]}
      >
        <Icon of={ChevronDown} />
      </Menu>
      {shown === "merge" && <MergeDialog onClose={onClose} />}
      {shown !== null && shown !== "merge" && <GatherDialog kind={shown} onClose={onClose} />}
    </>
  );
}

/** The datasets, newest first, each with how it stands. */
export function DatasetList({ list, shown }: { list: Dataset[] | null; shown: Dataset | null }) {
  return (
    <nav className="list scroll" aria-label={words.list}>
      {list === null && <p className="none muted small">{words.reading}</p>}
      {list?.length === 0 && <p className="none muted small">{words.none}</p>}
      {list?.map((dataset) => (
        <Item key={dataset.id} dataset={dataset} isShown={dataset.id === shown?.id} />
      ))}
    </nav>
  );
}

function Item({ dataset, isShown }: { dataset: Dataset; isShown: boolean }) {
  const { id, name, method, rows, state, job } = dataset;
  const { look, word } = standingOf(dataset);
  return (
    <a
      className="item dataset-item"
      href={linkTo("datasets", id)}
      aria-current={isShown ? "page" : undefined}
    >
      <b className="clip" dir="auto">
        {name}
      </b>
      <span className={`status ${look} small`}>{word}</span>
      <small className="clip">
        {[
          ...(rows === 0 && state !== "ready" ? [] : [counted(words.rows, rows)]),
          ...(job ? [percentOf(job), timeLeft(job)].filter(Boolean) : [words.methodsShort[method]]),
        ].join(" · ")}
      </small>
    </a>
  );
}
