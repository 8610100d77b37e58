import "./beside.css";
import { FileSearch, Globe, SquareTerminal, Wrench } from "lucide-react";
import type { AnswerBeside, HostedCall } from "../../preload/contract/conversations.ts";
import { callState, toolName, beside as words } from "../../preload/strings/beside.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Icon } from "../ui/icon.tsx";

/** What a model said and what the service's own tools did on the way to an answer. `hasEnded`: nothing more comes. */
export function OnTheWay(props: { beside: AnswerBeside; isAnswering: boolean; hasEnded: boolean }) {
  const { beside, isAnswering, hasEnded } = props;
  const { commentary = "", hostedCalls = [] } = beside;
  return (
    <>
      {commentary !== "" && <Commentary text={commentary} isLive={!isAnswering && !hasEnded} />}
      {hostedCalls.length > 0 && (
        <ul className="beside-calls" aria-label={words.calls}>
          {hostedCalls.map((call) => (
            <Call key={call.id} call={call} hasEnded={hasEnded} />
          ))}
        </ul>
      )}
    </>
  );
}

/** It is open while there is nothing else to read. */
const Commentary = ({ text, isLive }: { text: string; isLive: boolean }) => (
  <details className="thought" open={isLive}>
    <summary>{words.commentary}</summary>
    <Markdown text={text} running={isLive} />
  </details>
);

const icons: Record<string, typeof Globe> = {
  web_search: Globe,
  web_fetch: Globe,
  code_interpreter: SquareTerminal,
  code_execution: SquareTerminal,
  file_search: FileSearch,
};

/** Characters of what was asked that stand beside the tool's name. */
const shortInput = 200;

function Call({ call, hasEnded }: { call: HostedCall; hasEnded: boolean }) {
  const { tool, state, input, output } = call;
  const name = toolName(tool);
  const isLong = output !== "" || input.length > shortInput || icons[tool] === SquareTerminal;
  const title = (
    <>
      <Icon of={icons[tool] ?? Wrench} size={14} />
      <b>{name}</b>
      {!isLong && input !== "" && (
        <span className="asked" dir="auto">
          {input}
        </span>
      )}
      <span className="grow" />
      <span className={state === "failed" ? "chip danger" : "chip"}>{callState(call, hasEnded)}</span>
    </>
  );
  return (
    <li className="beside-call">
      {isLong && input + output !== "" ? (
        <details>
          <summary className="row">{title}</summary>
          {input !== "" && <Code label={fill(words.input, { name })} text={input} />}
          {output !== "" && <Code label={fill(words.output, { name })} text={output} isResult />}
        </details>
      ) : (
        <p className="row">{title}</p>
      )}
    </li>
  );
}

function Code({ label, text, isResult = false }: { label: string; text: string; isResult?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <figure tabIndex={0} aria-label={label} className={isResult ? "code result" : "code"}>
      <pre className="mono">{text}</pre>
    </figure>
  );
}
