import { useId, useRef } from "react";
import type { GraderFault } from "../../preload/contract/graders.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { placeOf, toldFaults } from "./faults.ts";

const longest = 4_000_000;

/** A grader as JSON, and what is wrong with it, each with the way to its line. */
export function JsonForm(props: {
  text: string;
  faults: readonly GraderFault[];
  onType: (text: string) => void;
}) {
  const { text, faults, onType } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const goTo = ({ at, length }: { at: number; length: number }) => {
    area.current?.focus();
    area.current?.setSelectionRange(at, at + length);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{words.jsonText}</label>
      <textarea
        id={id}
        ref={area}
        className="area mono grader-source"
        dir="ltr"
        rows={Math.min(24, Math.max(10, text.split("\n").length))}
        wrap="off"
        value={text}
        maxLength={longest}
        spellCheck={false}
        autoCapitalize="off"
        aria-invalid={faults.some(({ severity }) => severity === "blocks")}
        aria-describedby={`${id}-faults`}
        onChange={({ target }) => onType(target.value)}
      />
      <ul id={`${id}-faults`} className="grader-faults small">
        {toldFaults(faults).map(({ key, text: said, fault }) => {
          const place = placeOf(text, fault);
          return (
            <li key={key} className="row">
              {place && (
                <button type="button" className="link" onClick={() => goTo(place)}>
                  <span aria-hidden>{fill(words.line, { line: place.line })}</span>
                  <span className="unseen">{fill(words.goTo, { line: place.line })}</span>
                </button>
              )}
              <span className={fault.severity === "blocks" ? "status danger" : "status warn"}>{said}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
