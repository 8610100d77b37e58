import { beginningOf } from "../../../../preload/cut.ts";
import { hasFailed } from "../../../../preload/ends.ts";
import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { titleOf } from "../../../../preload/strings/explain.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import type { Write } from "../../../datasets/out/write-safely.ts";
import { inXml } from "../../../markup.ts";
import { byRow, type GroupedAnswer, type RowGroup } from "../format/groups.ts";
import type { RecordOf } from "../format/records.ts";
import { gradersOf, type Report, type WriteReport } from "./report.ts";
import { short } from "./sentences.ts";
import { askedWords } from "./shown-rows.ts";

/** How a case ended: an answer that could not be given is an error, one that is not graded is skipped. */
type Outcome = "passed" | "failure" | "error" | "skipped";

type Counts = Record<Outcome, number> & { seconds: number };

/** A suite: what one grader says of one model. */
interface Suite {
  graderId: string;
  modelId: string;
  name: string;
}

/**
 * JUnit XML as build servers read it: a suite for each grader and model with an answer a case, and one for thresholds. The
 * records are gone through once to count, and once for each suite.
 */
export const writeJunit: WriteReport = async (report, write) => {
  const { head, records, thresholds } = report;
  const suites = gradersOf(head).flatMap((grader) =>
    head.settings.models.map((model) => ({
      graderId: grader.id,
      modelId: model.id,
      name: fill(words.junit.suite, { grader: grader.name, model: model.name }),
    })),
  );
  const counts = suites.map((): Counts => ({ passed: 0, failure: 0, error: 0, skipped: 0, seconds: 0 }));
  for await (const group of byRow(records()))
    for (const [place, suite] of suites.entries())
      for (const answer of answersOf(group, suite)) {
        const count = counts[place];
        if (!count) continue;
        count[outcomeOf(answer, gradeOf(answer, suite))] += 1;
        count.seconds += (answer.total ?? 0) / 1000;
      }
  await write(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${inXml(head.name)}">\n`);
  if (thresholds.length > 0) await writeThresholds(report, write);
  for (const [place, suite] of suites.entries()) {
    const { passed, failure, error, skipped, seconds } = counts[place] ?? {
      passed: 0,
      failure: 0,
      error: 0,
      skipped: 0,
      seconds: 0,
    };
    const tests = passed + failure + error + skipped;
    await write(
      `<testsuite name="${inXml(suite.name)}" tests="${tests}" failures="${failure}" errors="${error}" skipped="${skipped}" time="${short(seconds, 3)}">\n`,
    );
    for await (const group of byRow(records()))
      for (const answer of answersOf(group, suite)) await write(caseOf(group, answer, suite));
    await write("</testsuite>\n");
  }
  await write("</testsuites>\n");
};

const answersOf = ({ answers }: RowGroup, { modelId }: Suite) =>
  answers.filter((one) => one.modelId === modelId);

const gradeOf = ({ grades }: GroupedAnswer, { graderId }: Suite) =>
  grades.find((grade) => grade.graderId === graderId);

function outcomeOf(answer: GroupedAnswer, grade: RecordOf<"grade"> | undefined): Outcome {
  if (hasFailed(answer)) return "error";
  if (!grade || grade.score === null) return "skipped";
  return grade.passed === false ? "failure" : "passed";
}

function caseOf(group: RowGroup, answer: GroupedAnswer, suite: Suite): string {
  const grade = gradeOf(answer, suite);
  const outcome = outcomeOf(answer, grade);
  const asked = beginningOf(askedWords(group).replace(/\s+/g, " "), 120);
  const repeat = answer.repeat === 0 ? "" : fill(words.junit.repeat, { repeat: answer.repeat + 1 });
  const name = `${fill(words.junit.row, { row: group.row.row + 1, asked })}${repeat}`;
  const begin = `<testcase classname="${inXml(suite.name)}" name="${inXml(name)}" time="${short((answer.total ?? 0) / 1000, 3)}"`;
  if (outcome === "passed") return `${begin}/>\n`;
  const said = grade?.said ?? answer.said ?? answer.diagnosis ?? grade?.error ?? "";
  const message =
    outcome === "failure"
      ? fill(words.junit.failed, { score: short(grade?.score ?? 0, 3) })
      : outcome === "error"
        ? (titleOf(answer.diagnosis) ?? answer.end)
        : (grade?.error ?? words.notGraded);
  const { reference } = group.row;
  const body = [said, reference === null ? "" : `${words.reference}: ${reference}`, answer.text]
    .filter((part) => part !== "")
    .join("\n\n");
  const inside =
    outcome === "skipped"
      ? `<skipped message="${inXml(message)}"/>`
      : `<${outcome} message="${inXml(message)}">${inXml(body)}</${outcome}>`;
  return `${begin}>${inside}</testcase>\n`;
}

async function writeThresholds({ thresholds }: Report, write: Write): Promise<void> {
  const missed = thresholds.filter(({ passed }) => !passed).length;
  const name = inXml(words.thresholds);
  await write(
    `<testsuite name="${name}" tests="${thresholds.length}" failures="${missed}" errors="0" skipped="0" time="0">\n`,
  );
  for (const { text, passed } of thresholds) {
    const begin = `<testcase classname="${name}" name="${inXml(text)}" time="0"`;
    await write(
      passed ? `${begin}/>\n` : `${begin}><failure message="${inXml(words.missed)}"/></testcase>\n`,
    );
  }
  await write("</testsuite>\n");
}
