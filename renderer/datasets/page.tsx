import "../ui/page.css";
import "../ui/progress.css";
import "./page.css";
import { Download, Ellipsis, Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Dataset, OpenDataset } from "../../preload/contract/datasets.ts";
import { fileNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { methodFor } from "../../preload/tuning-methods.ts";
import { counted } from "../figures/counted.ts";
import { sizeText } from "../figures/size.ts";
import { goTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { TitleField } from "../ui/title-field.tsx";
import { EvaluateDialog } from "./evaluate-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { Findings } from "./findings.tsx";
import { FixDialog } from "./fix-dialog.tsx";
import { Overview } from "./overview.tsx";
import { Progress } from "./progress.tsx";
import { allRows, Rows, type RowsBegin } from "./rows/rows.tsx";
import type { ShownDataset } from "./shown.ts";
import { standingOf } from "./standing.ts";
import { change, evaluateDataset, fineTune, removeDataset, renameDataset, useDatasets } from "./state.ts";
import { Versions } from "./versions/versions.tsx";

const words = strings.datasets;
const tabs = ["overview", "rows", "findings", "versions"] as const;
type Tab = (typeof tabs)[number];

/** One dataset: how it stands, what is being done to it, and its views; first the rows that are asked for. */
export function DatasetPage({ dataset, asked }: { dataset: Dataset; asked: ShownDataset }) {
  const { rowKey, version, part } = asked;
  const open = useDatasets(({ open }) => (open?.dataset.id === dataset.id ? open : null));
  const diagnosis = useDatasets(({ diagnosis }) => diagnosis);
  const [tab, setTab] = useState<Tab>(version !== null ? "versions" : rowKey === null ? "overview" : "rows");
  const [begin, setBegin] = useState<RowsBegin>({ ...allRows, key: rowKey });
  const [fixing, setFixing] = useState<string | null>(null);
  const showRows = (begin: Partial<RowsBegin>) => {
    setBegin({ ...allRows, ...begin });
    setTab("rows");
  };
  const pick = (next: Tab) => {
    setBegin(allRows);
    setTab(next);
  };
  const views: Record<Tab, (open: OpenDataset) => ReactNode> = {
    overview: (open) => <Overview open={open} onShow={pick} onRows={showRows} />,
    rows: (open) => <Rows open={open} version={null} begin={begin} onFixAll={setFixing} />,
    findings: (open) => <Findings open={open} onRows={(rule) => showRows({ rule })} onFix={setFixing} />,
    versions: (open) => <Versions open={open} first={version} part={part} />,
  };
  return (
    <>
      <Header dataset={dataset} open={open} />
      {dataset.job && <Progress dataset={dataset} job={dataset.job} />}
      <Trouble dataset={dataset} />
      {diagnosis && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <Tabs id="dataset" label={words.tabs.label} tabs={tabs} names={words.tabs} current={tab} onPick={pick}>
        {open ? views[tab](open) : <Reading dataset={dataset} hasFailed={diagnosis !== null} />}
      </Tabs>
      {open && fixing !== null && <FixDialog id={dataset.id} rule={fixing} onClose={() => setFixing(null)} />}
    </>
  );
}

function Reading({ dataset, hasFailed }: { dataset: Dataset; hasFailed: boolean }) {
  if (hasFailed) return null;
  return (
    <p className="notice muted" role="status">
      {readingText(dataset)}
    </p>
  );
}

function readingText({ name, state, job }: Dataset): string {
  if (state === "ready") return fill(words.opening, { name });
  return state === "interrupted" && job === null ? words.rowsInterrupted : words.rowsMissing;
}

/** Why what was last done failed or did not get everything, and an import that did not come to its end. */
function Trouble({ dataset }: { dataset: Dataset }) {
  const { id, state, problem, leftOut, job } = dataset;
  if (job) return null;
  return (
    <>
      {state === "interrupted" && (
        <div className="work-progress small" role="status">
          <span className="status warn">{words.interruptedText}</span>
          <button
            type="button"
            className="button primary"
            onClick={() => void change(window.assay["datasets.importAgain"]({ id }))}
          >
            {words.importAgain}
          </button>
        </div>
      )}
      {leftOut > 0 && (
        <p className="status warn small page-notice">{counted(words.exportLeftOut, leftOut)}</p>
      )}
      {problem && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={problem} />
        </div>
      )}
    </>
  );
}

function Header({ dataset, open }: { dataset: Dataset; open: OpenDataset | null }) {
  const { id, name, method, rows, size, version, state, job } = dataset;
  const [shown, setShown] = useState<"export" | "evaluate" | null>(null);
  const { look, word } = standingOf(dataset);
  const isReady = state === "ready";
  const remove = async () => {
    if (await removeDataset(dataset)) goTo("datasets");
  };
  return (
    <header className="page-header">
      <div className="row wrap">
        <TitleField
          key={name}
          label={words.renameHere}
          value={name}
          maxLength={fileNameLimit}
          onChange={(typed) => void renameDataset(id, typed)}
        />
        <span className={`status ${look}`}>{word}</span>
        <span className="grow" />
        <Back open={open} isBusy={job !== null} />
        <button type="button" className="button" disabled={!isReady} onClick={() => setShown("export")}>
          <Icon of={Download} />
          {words.export.open}
        </button>
        <Menu
          label={fill(words.menu, { name })}
          className="button square"
          items={[
            ...(isReady && methodFor(method) !== null
              ? [{ label: words.ways.fineTune, onSelect: () => void fineTune(dataset) }]
              : []),
            ...(isReady
              ? [
                  { label: words.ways.evaluate, onSelect: () => void evaluateDataset(dataset, null) },
                  { label: words.evaluate.open, onSelect: () => setShown("evaluate") },
                ]
              : []),
            { label: words.removeShort, onSelect: () => void remove() },
          ]}
        >
          <Icon of={Ellipsis} />
        </Menu>
      </div>
      <p className="muted small">
        {rows === 0 && !isReady
          ? words.methods[method]
          : fill(words.summary, {
              method: words.methods[method],
              rows: counted(words.rows, rows),
              size: sizeText(size),
              version,
            })}
      </p>
      {shown === "export" && <ExportDialog dataset={dataset} onClose={() => setShown(null)} />}
      {shown === "evaluate" && <EvaluateDialog dataset={dataset} onClose={() => setShown(null)} />}
    </header>
  );
}

/** Takes back what was done last, and brings it back again. */
function Back({ open, isBusy }: { open: OpenDataset | null; isBusy: boolean }) {
  if (!open) return null;
  const { dataset, undo, redo } = open;
  const what = (operation: string) =>
    Object.hasOwn(words.operations, operation) ? (words.operations[operation] ?? operation) : operation;
  const undoLabel = undo === null ? words.undo : fill(words.undoThis, { what: what(undo) });
  const redoLabel = redo === null ? words.redo : fill(words.redoThis, { what: what(redo) });
  return (
    <>
      <button
        type="button"
        className="button square"
        aria-label={undoLabel}
        title={undoLabel}
        disabled={undo === null || isBusy}
        onClick={() => void change(window.assay["datasets.undo"]({ id: dataset.id }))}
      >
        <Icon of={Undo2} />
      </button>
      <button
        type="button"
        className="button square"
        aria-label={redoLabel}
        title={redoLabel}
        disabled={redo === null || isBusy}
        onClick={() => void change(window.assay["datasets.redo"]({ id: dataset.id }))}
      >
        <Icon of={Redo2} />
      </button>
    </>
  );
}
