import { Wrench } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { AnsweredToolCall, Message } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { askFor } from "./state.ts";

const words = strings.chat.tools;

/** The calls of tools that an answer asked for; while nobody has answered them, a field for each. */
export function ToolCalls({ message, canAnswer }: { message: Message; canAnswer: boolean }) {
  const calls = message.details?.toolCalls ?? [];
  const [results, setResults] = useState<Record<string, string>>({});
  if (calls.length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.fromEntries(calls.map(({ id }) => [id, results[id] ?? ""]));
    void askFor(window.assay["chat.answerTools"]({ replyId: message.id, results: given }));
  };
  return (
    <form className="tools" onSubmit={submit} aria-label={words.title}>
      {calls.map((call) => (
        <Call
          key={call.id}
          call={call}
          result={canAnswer ? (results[call.id] ?? "") : null}
          onResult={(text) => setResults({ ...results, [call.id]: text })}
        />
      ))}
      {canAnswer && (
        <div className="row">
          <span className="muted small grow">{words.hint}</span>
          <button type="submit" className="button">
            {words.answer}
          </button>
        </div>
      )}
    </form>
  );
}

function Call(props: {
  call: AnsweredToolCall;
  /** What is being typed; null where nothing can be. */
  result: string | null;
  onResult: (text: string) => void;
}) {
  const { call, result, onResult } = props;
  return (
    <div className="panel tool">
      <p className="row">
        <Icon of={Wrench} size={14} />
        <b className="mono">{call.name}</b>
      </p>
      <pre className="mono">{readable(call.arguments)}</pre>
      {result === null ? (
        call.result !== null && <pre className="mono result">{call.result}</pre>
      ) : (
        <TextArea
          label={fill(words.result, { name: call.name })}
          isCode
          rows={2}
          value={result}
          onText={onResult}
        />
      )}
    </div>
  );
}

/** JSON with line breaks; as it is where it is none. */
function readable(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
