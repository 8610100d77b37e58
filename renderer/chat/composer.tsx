import "./composer.css";
import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";

const words = strings.chat;

/** Where a message is written. Enter sends, Shift+Enter begins a line, Escape stops a running answer. */
export function Composer(props: {
  label: string;
  /** Sends the text; null when it was taken, else why not. Missing when there is nobody to send to. */
  onSend?: (text: string) => Promise<Diagnosis | null>;
  /** Ends the running answer; missing when none runs. */
  onStop?: (() => void) | undefined;
  /** Whether writing can begin at once. */
  focused?: boolean;
  /** What stands between the conversation and the field. */
  above?: ReactNode;
  children?: ReactNode;
}) {
  const { label, onSend, onStop, focused = false, above, children } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [sending, setSending] = useState(false);
  const isReady = onSend !== undefined && !onStop && !sending && text.trim() !== "";

  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  useStopKey(onStop);

  const submit = async () => {
    if (!isReady) return;
    setSending(true);
    const refused = await onSend(text);
    setSending(false);
    setDiagnosis(refused);
    if (!refused) setText("");
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void submit();
  };

  return (
    <form
      className="composer-dock"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {diagnosis && <DiagnosisView diagnosis={diagnosis} on={{ retry: () => void submit() }} />}
      {above}
      <div className="composer">
        <textarea
          ref={field}
          aria-label={label}
          placeholder={words.placeholder}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <footer>
          {children}
          <span className="grow" />
          {onStop ? (
            <button type="button" className="button stop" onClick={onStop}>
              <Icon of={Square} size={12} />
              {words.stop}
              <span className="shortcut" aria-hidden="true">
                {words.escape}
              </span>
            </button>
          ) : (
            <button type="submit" className="button primary" disabled={!isReady}>
              <Icon of={ArrowUp} size={14} />
              {words.send}
            </button>
          )}
        </footer>
      </div>
    </form>
  );
}

/** Escape stops a running answer wherever the focus is. */
function useStopKey(onStop: (() => void) | undefined): void {
  useEffect(() => {
    if (!onStop) return;
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onStop();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [onStop]);
}
