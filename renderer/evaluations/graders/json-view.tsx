import { useEffect, useRef, useState } from "react";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { JsonForm } from "../../graders/json-form.tsx";
import { ask } from "../state.ts";

/** Milliseconds without a key before what is typed is read. */
const pause = 250;

const textOf = ({ id: _, ...grader }: EvaluationGrader): string => JSON.stringify(grader, null, 2);

/** A grader as JSON, without the id that others know it by. What is no grader is shown as it was typed, and not kept. */
export function JsonView(props: {
  grader: EvaluationGrader;
  faults: readonly GraderFault[];
  onChange: (grader: EvaluationGrader) => void;
}) {
  const { grader, faults } = props;
  const { id } = grader;
  const [text, setText] = useState(() => textOf(grader));
  const [unread, setUnread] = useState<GraderFault[] | null>(null);
  const latest = useRef(props.onChange);
  latest.current = props.onChange;
  const known = useRef(text);
  useEffect(() => {
    if (text === known.current) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const read = await ask(window.assay["evaluations.readGrader"]({ id, text }), "grader");
      if (isOld || read === null) return;
      known.current = text;
      setUnread(read.grader === null ? read.faults : null);
      if (read.grader !== null) latest.current(read.grader);
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [id, text]);
  return <JsonForm text={text} faults={unread ?? faults} onType={setText} />;
}
