import "./composer.css";
import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { onLeaving } from "../ui/on-leaving.ts";
import { AttachButton, type Attachment, AttachmentRow, readFiles } from "./attachments.tsx";
import { clipOf, textOf } from "./clip.ts";

const words = strings.chat;

/** Where what is written is kept until it is sent. */
export interface Draft {
  read(): Promise<string>;
  write(text: string): void;
}

/** Where a message is written. Enter sends, Shift+Enter begins a line, Escape stops a running answer. */
export function Composer(props: {
  label: string;
  /** Sends the text; null when it was taken, else why not. Missing when there is nobody to send to. */
  onSend?: (text: string, attachments: Attachment[]) => Promise<Diagnosis | null>;
  /** Ends the running answer; missing when none runs. */
  onStop?: (() => void) | undefined;
  draft?: Draft;
  /** Whether files can go along. */
  canAttach?: boolean;
  /** Why images cannot, where that is known of the model. */
  refusesImages?: string | null;
  /** Whether writing can begin at once. */
  focused?: boolean;
  /** What stands between the conversation and the field. */
  above?: ReactNode;
  /** What stands below it, about what is written. */
  below?: (text: string, attachments: Attachment[]) => ReactNode;
  children?: ReactNode;
}) {
  const {
    label,
    onSend,
    onStop,
    draft,
    canAttach = false,
    refusesImages = null,
    focused = false,
    above,
    below,
    children,
  } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(draft);
  const [attachments, setAttachments] = useState<Attachment[]>([]);
  const [refused, setRefused] = useState<string[]>([]);
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
    const why = await onSend(text, attachments);
    setSending(false);
    setDiagnosis(why);
    if (why) return;
    setText("");
    setAttachments([]);
    setRefused([]);
  };

  const attach = async (files: Iterable<File>) => {
    const { taken, refused } = await readFiles(files, attachments);
    const images = refusesImages === null ? [] : taken.filter(({ kind }) => kind === "image");
    setAttachments((all) => [...all, ...taken.filter((one) => !images.includes(one))]);
    setRefused(images.length > 0 && refusesImages !== null ? [...refused, refusesImages] : refused);
  };

  /** Files that are pasted or dropped go along; text goes into the field, also where a picture of it is there too. */
  const take = (event: { preventDefault(): void }, data: DataTransfer) => {
    if (!canAttach || data.files.length === 0) return;
    event.preventDefault();
    const text = textOf(clipOf(data));
    if (text === null) return void attach(data.files);
    field.current?.focus();
    // The one way that the field's own undo takes back.
    document.execCommand("insertText", false, text);
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey) return;
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
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer)}
    >
      {diagnosis && <DiagnosisView diagnosis={diagnosis} on={{ retry: () => void submit() }} />}
      {above}
      {refused.map((why) => (
        <p key={why} className="note" role="status">
          {why}
        </p>
      ))}
      <div className="composer">
        <AttachmentRow attachments={attachments} onChange={setAttachments} />
        <textarea
          dir="auto"
          ref={field}
          aria-label={label}
          placeholder={words.placeholder}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          onPaste={(event) => take(event, event.clipboardData)}
        />
        <footer>
          {canAttach && <AttachButton onFiles={(files) => void attach(files)} />}
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
      {below?.(text, attachments)}
    </form>
  );
}

/** Milliseconds of silence before what is typed is kept. */
const pause = 250;

/** What is being written, kept as a draft from the first letters on. */
function useDraft(draft: Draft | undefined): [string, (text: string) => void] {
  const [text, setText] = useState("");
  const typed = useRef("");
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const kept = useRef(draft);
  kept.current = draft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once, when writing begins.
  useEffect(() => {
    let current = true;
    void kept.current?.read().then((read) => {
      if (!current || read === "") return;
      // What has been typed meanwhile goes on from what was kept.
      if (typed.current === "") setText(read);
      else write(read + typed.current);
    });
    const keepNow = () => {
      clearTimeout(timer.current);
      if (unsaved.current !== null) kept.current?.write(unsaved.current);
      unsaved.current = null;
    };
    const stop = onLeaving(keepNow);
    return () => {
      current = false;
      stop();
      keepNow();
    };
  }, []);
  const write = (next: string) => {
    setText(next);
    typed.current = next;
    unsaved.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      kept.current?.write(next);
      unsaved.current = null;
    }, pause);
  };
  return [text, write];
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
