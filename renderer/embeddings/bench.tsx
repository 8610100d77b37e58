import "./bench.css";
import { useEffect } from "react";
import type { BenchResult, BenchSetUp } from "../../preload/contract/embeddings.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { connectionActions } from "../connections/index.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { useKept } from "../ui/kept.ts";
import { Agreement } from "./agreement.tsx";
import { Empty } from "./empty.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { Facts } from "./facts.tsx";
import { Matrices } from "./matrices.tsx";
import { Nearest } from "./nearest.tsx";
import { SetUp } from "./set-up.tsx";
import { embeddersOf, keepSetUp, loadBench, run, useBench } from "./state.ts";
import { textsIn } from "./texts.ts";

/** Texts, and what one or two embeddings deployments make of them. */
export function EmbeddingsScreen() {
  const isRead = useBench(({ setUp }) => setUp !== null);
  useEffect(() => void loadBench(), []);
  return (
    <main className="screen">
      <Side />
      <div className="work">
        <div className="bar">
          <h1 className="grow">{words.title}</h1>
          <ExportMenu />
        </div>
        <Troubles />
        {isRead && <Results />}
      </div>
    </main>
  );
}

function Side() {
  const setUp = useBench(({ setUp }) => setUp);
  return setUp && <Kept setUp={setUp} />;
}

function Kept({ setUp }: { setUp: BenchSetUp }) {
  useKept("bench", setUp, (_, value) => keepSetUp(value));
  return <SetUp setUp={setUp} />;
}

/** What failed, each with what can be done about it. A run that was ended is none of it. */
function Troubles() {
  const diagnosis = useBench(({ diagnosis }) => diagnosis);
  const failures = useBench(({ failures }) => failures);
  const shown = failures.filter(({ diagnosis }) => diagnosis.code !== "cancelled");
  if (!diagnosis && shown.length === 0) return null;
  return (
    <div className="notice embed-troubles">
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {shown.map(({ embedder: { connectionId, deployment }, diagnosis }) => (
        <section key={diagnosis.at} aria-label={fill(words.failed, { name: deployment })}>
          <p className="muted small">{fill(words.failed, { name: deployment })}</p>
          <DiagnosisView
            diagnosis={diagnosis}
            place={`embeddings ${connectionId} ${deployment}`}
            on={connectionActions(connectionId, () => void run())}
          />
        </section>
      ))}
    </div>
  );
}

/** Drawn with each result, not with each letter that is typed. */
function Results() {
  const result = useBench(({ result }) => result);
  if (!result) return <Empty />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <div className="scroll embed-results" tabIndex={0}>
      <Stale result={result} />
      <Facts result={result} />
      <Matrices key={result.at} result={result} />
      <Nearest result={result} />
      {result.agreement && <Agreement result={result} agreement={result.agreement} />}
    </div>
  );
}

function Stale({ result }: { result: BenchResult }) {
  const isStale = useBench(({ setUp }) => setUp !== null && isOld(result, setUp));
  return isStale && <p className="note">{words.stale}</p>;
}

/** Whether a run now would ask something else than the result is of. */
function isOld({ texts, sides }: BenchResult, setUp: BenchSetUp): boolean {
  const asked = sides.map(({ connectionId, deployment, dimensions }) => ({
    ...{ connectionId, deployment, dimensions },
  }));
  return JSON.stringify([texts, asked]) !== JSON.stringify([textsIn(setUp), embeddersOf(setUp)]);
}
