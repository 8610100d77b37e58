import "./judges.css";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { JudgeStanding } from "../../../preload/contract/judges.ts";
import { judgeCertificates as words } from "../../../preload/strings/judge-certificates.ts";
import { linkTo } from "../../route.ts";
import { JudgeCard } from "./judge-card.tsx";

/** The judges of an evaluation: how far each can be relied on, and how that is found out. */
export function JudgesTab(props: {
  evaluation: Evaluation;
  standings: readonly JudgeStanding[] | null;
  onRow: (row: number) => void;
}) {
  const { evaluation, standings, onRow } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll judges-tab" aria-label={words.title} tabIndex={0}>
      <p className="muted small judges-intro">
        {words.intro}{" "}
        <a className="link" href={linkTo("judges")}>
          {words.all}
        </a>
      </p>
      {standings === null && (
        <p className="muted" role="status">
          {words.reading}
        </p>
      )}
      {standings?.map((standing) => (
        <JudgeCard key={standing.graderId} evaluation={evaluation} standing={standing} onRow={onRow} />
      ))}
    </section>
  );
}
