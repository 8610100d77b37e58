import { useState } from "react";
import type { BenchRow, Grade, GraderBench } from "../../../preload/contract/graders.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graders } from "../../../preload/strings/graders.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { answerText, difference, errorText, scoreText } from "./verdict.ts";

const words = graders.bench;

/** Every row of a bench with its answer, both scores, and whether they differ. */
export function BenchRows({ bench }: { bench: GraderBench }) {
  const [shown, setShown] = useState<number | null>(null);
  const { rows, state } = bench;
  const isServed = bench.asked.service !== null;
  const open = rows.findIndex(({ key }) => key === shown);
  const openRow = rows[open];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard.
    <section className="bench-rows" tabIndex={0} aria-label={words.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.row}</th>
            <th scope="col">{words.asked}</th>
            <th scope="col">{words.answer}</th>
            <th scope="col" className="number">
              {words.here}
            </th>
            {isServed && (
              <>
                <th scope="col" className="number">
                  {words.there}
                </th>
                <th scope="col">{words.difference}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.key}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-label={fill(words.details, { row: at + 1 })}
                  onClick={() => setShown(row.key)}
                >
                  {at + 1}
                </button>
              </th>
              <td>
                <span className="bench-text" dir="auto">
                  {row.asked}
                </span>
              </td>
              <td>
                <Answer row={row} isRunning={state === "running"} />
              </td>
              <td className="number">
                <Score grade={row.here} />
              </td>
              {isServed && (
                <>
                  <td className="number">
                    <Score grade={row.there} />
                  </td>
                  <td>
                    <Difference row={row} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {openRow && <RowDialog row={openRow} number={open + 1} onClose={() => setShown(null)} />}
    </section>
  );
}

function Answer({ row, isRunning }: { row: BenchRow; isRunning: boolean }) {
  const text = answerText(row);
  if (text === null) return <span className="muted">{isRunning ? words.waiting : null}</span>;
  if (row.diagnosis) return <span className="status danger">{text}</span>;
  return (
    <span className={row.answer === "" ? "muted" : "bench-text"} dir="auto">
      {text}
    </span>
  );
}

/** A score with its verdict; why there is none. */
function Score({ grade }: { grade: Grade | null }) {
  if (grade === null) return null;
  const { score, passed } = grade;
  if (score === null)
    return (
      <span className="status unknown" title={errorText(grade)}>
        {words.notGraded}
      </span>
    );
  if (passed === null) return scoreText(score);
  return (
    <span className={passed ? "status ok" : "status warn"}>
      {scoreText(score)}
      <span className="unseen">{passed ? words.passed : words.failed}</span>
    </span>
  );
}

function Difference({ row }: { row: BenchRow }) {
  const apart = difference(row);
  if (apart === null) return null;
  if (apart === 0) return <span className="muted">{words.agrees}</span>;
  return <span className="status danger">{fill(words.differs, { value: scoreText(apart) })}</span>;
}

/** A row in full: what was asked and answered, and all that was said about it. */
function RowDialog({ row, number, onClose }: { row: BenchRow; number: number; onClose: () => void }) {
  const { asked, answer, diagnosis, here, there, readings } = row;
  const others = Object.entries(readings);
  return (
    <Dialog title={fill(words.detailsTitle, { row: number })} wide onClose={onClose}>
      <section
        className="bench-row scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard.
        tabIndex={0}
        aria-label={fill(words.detailsTitle, { row: number })}
      >
        <h3>{words.asked}</h3>
        <p className="bench-whole" dir="auto">
          {asked}
        </p>
        <h3>{words.answer}</h3>
        {diagnosis ? (
          <DiagnosisView diagnosis={diagnosis} />
        ) : (
          <p className="bench-whole" dir="auto">
            {answer}
          </p>
        )}
        <Said title={words.here} grade={here} />
        <Said title={words.there} grade={there} />
        {others.length > 0 && (
          <>
            <h3>{words.otherReadings}</h3>
            <ul>
              {others.map(([name, score]) => (
                <li key={name}>
                  {fill(words.partScore, {
                    name: codedText(graders.readings, name) ?? name,
                    score: score === null ? words.notGraded : scoreText(score),
                  })}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}

function Said({ title, grade }: { title: string; grade: Grade | null }) {
  if (grade === null) return null;
  const { score, said, error, parts } = grade;
  return (
    <>
      <h3>{title}</h3>
      <p>{score === null ? errorText(grade) : <Score grade={grade} />}</p>
      {Object.keys(parts).length > 0 && (
        <ul>
          {Object.entries(parts).map(([name, part]) => (
            <li key={name}>
              {fill(words.partScore, { name, score: part === null ? words.notGraded : scoreText(part) })}
            </li>
          ))}
        </ul>
      )}
      {error === null && said !== null && (
        <p className="bench-whole muted" dir="auto">
          {said}
        </p>
      )}
    </>
  );
}
