import "./blind.css";
import { useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import type { ColumnSettings } from "../../preload/contract/comparisons.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { useInView } from "../ui/in-view.ts";
import { withoutNames } from "../votes/index.ts";
import { ColumnAnswer } from "./column-answer.tsx";
import { Measured } from "./measured.tsx";
import { isBusy, useCompare, useRun } from "./state.ts";
import { useRunIds, useVoting } from "./voting-state.ts";

const words = strings.votes;
/** Columns beside which a pair can still be read: of more, the pair stands in front. */
const besidePair = 4;

/** The letter of a column whose name is hidden: A, B, C and so on. */
export const letterOf = (place: number): string => {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${letterOf(Math.floor(place / 26) - 1)}${letter}`;
};

/** The columns in an order of their own, by letters; who they are only once that is `revealed`. */
export function BlindColumns({ revealed }: { revealed: boolean }) {
  const layout = useCompare(({ open }) => open?.layout) ?? [];
  const round = useVoting(({ round }) => round);
  const runs = useRunIds();
  const isAnswered = !useCompare(({ runs }) => Object.values(runs).some(isBusy));
  const names = useCompare(
    useShallow(({ open, runs }) =>
      (open?.layout ?? []).flatMap(({ id, deployment }) => [deployment, runs[id]?.conditions.model ?? ""]),
    ),
  );
  if (!round) return null;
  const order = round.order.filter((id) => layout.some((column) => column.id === id));
  const next = isAnswered && !revealed ? round.next : null;
  const isNext = (id: string) => next?.includes(runs[id] ?? "") ?? false;
  const lettered = order.map((id, place) => ({ id, letter: letterOf(place) }));
  const shown =
    next && order.length > besidePair
      ? [...lettered.filter(({ id }) => isNext(id)), ...lettered.filter(({ id }) => !isNext(id))]
      : lettered;
  return (
    <div className="columns">
      {shown.map(({ id, letter }, index) => {
        const column = layout.find((one) => one.id === id);
        if (!column) return null;
        return revealed ? (
          <RevealedColumn key={id} column={column} letter={letter} number={index + 1} />
        ) : (
          <HiddenColumn
            key={id}
            columnId={id}
            letter={letter}
            names={names}
            isShown={isAnswered}
            isAside={next !== null && !isNext(id)}
          />
        );
      })}
    </div>
  );
}

function HiddenColumn(props: {
  columnId: string;
  letter: string;
  /** What an answer may not say before the vote. */
  names: readonly string[];
  isShown: boolean;
  isAside: boolean;
}) {
  const { columnId, letter, names, isShown, isAside } = props;
  return (
    <section
      className={isAside ? "column stepped-back" : "column"}
      aria-label={fill(words.letterColumn, { letter })}
    >
      <header>
        <div className="row">
          <span className="chip">{letter}</span>
          <span className="muted">{words.hiddenName}</span>
        </div>
        <p className="small muted">{words.hiddenParameters}</p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      <article className="scroll answer" aria-label={fill(words.letterAnswer, { letter })} tabIndex={0}>
        {isShown ? <HiddenAnswer columnId={columnId} names={names} /> : <p className="muted">{words.wait}</p>}
      </article>
      <p className="hidden-readings small muted">{words.hiddenReadings}</p>
    </section>
  );
}

function HiddenAnswer({ columnId, names }: { columnId: string; names: readonly string[] }) {
  const run = useRun(columnId);
  if (!run) return null;
  const { id, text, diagnosis, end } = run;
  const hasProblem = diagnosis !== null || text === "";
  return (
    <>
      {text !== "" && <Markdown key={id} text={withoutNames(text, names)} running={false} />}
      {hasProblem && <p className="note">{words.hiddenProblem}</p>}
      {!hasProblem && end !== "stop" && <p className="note">{strings.chat.ends[end ?? "unknown"]}</p>}
    </>
  );
}

function RevealedColumn(props: { column: ColumnSettings; letter: string; number: number }) {
  const { column, letter, number } = props;
  const name = useVoting(({ round }) => round?.names[column.id]) ?? column.deployment;
  const section = useRef<HTMLElement>(null);
  const inView = useInView(section);
  return (
    <section ref={section} className="column" aria-label={fill(words.letterColumn, { letter })}>
      <header className="row">
        <span className="chip">{letter}</span>
        <b className="name" dir="auto">
          {name}
        </b>
      </header>
      <ColumnAnswer column={column} number={number} inView={inView} />
      <Measured columnId={column.id} />
    </section>
  );
}
