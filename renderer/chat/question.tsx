import { Pencil } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import type { AttachmentInfo, Message } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { useChosen } from "../models/index.ts";
import { CopyButton } from "../ui/copy.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Attached } from "./attached.tsx";
import type { Attachment } from "./attachments.tsx";
import { BranchSwitcher } from "./branch.tsx";
import { send, useChat } from "./state.ts";

const words = strings.chat;

/** What a person asked. It can be written anew: both stand beside each other then. */
export function Question({ message }: { message: Message }) {
  const { id, text, attachments } = message;
  const editing = useChat(({ editing }) => editing === id);
  const isFound = useChat(({ found }) => found === id);
  if (editing) return <Edit message={message} />;
  return (
    <div className="turn" data-message={id}>
      <article
        className={isFound ? "question selectable found" : "question selectable"}
        aria-label={words.question}
      >
        <p dir="auto">{text}</p>
        <Attached attachments={attachments} />
      </article>
      <div className="actions">
        <BranchSwitcher message={message} />
        <CopyButton isQuiet label={words.copy} text={() => text} />
        <button type="button" className="button quiet" onClick={() => useChat.setState({ editing: id })}>
          <Icon of={Pencil} size={14} />
          {words.edit}
        </button>
      </div>
    </div>
  );
}

/** What went along with a question, to go along again; or why it cannot be read. */
async function contentsOf(attachments: readonly AttachmentInfo[]): Promise<Attachment[] | Diagnosis> {
  const contents: Attachment[] = [];
  for (const { id, kind, name, type } of attachments) {
    const answer = await window.assay["conversations.attachment"]({ id });
    if (!answer.ok) return answer.error.diagnosis;
    contents.push({ kind, name, type, data: answer.data });
  }
  return contents;
}

function Edit({ message }: { message: Message }) {
  const [text, setText] = useState(message.text);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const chosen = useChosen();
  const close = () => useChat.setState({ editing: null });
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const { openId } = useChat.getState();
    if (text.trim() === "" || !chosen || openId === null) return;
    const { parentId } = message;
    const attachments = await contentsOf(message.attachments);
    setDiagnosis(
      Array.isArray(attachments)
        ? await send({ modelId: null, ...chosen, conversationId: openId, text, parentId, attachments })
        : attachments,
    );
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <form className="question edit" onSubmit={(event) => void submit(event)}>
      <textarea
        dir="auto"
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here.
        autoFocus
        aria-label={words.editLabel}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      <Attached attachments={message.attachments} />
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <div className="row">
        <span className="muted small grow">{words.editHint}</span>
        <button type="button" className="button" onClick={close}>
          {words.cancel}
        </button>
        <button type="submit" className="button primary" disabled={text.trim() === "" || !chosen}>
          {words.send}
        </button>
      </div>
    </form>
  );
}
