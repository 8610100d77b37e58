import { useEffect, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { CopyButton } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";

const words = strings.chat;

export const languages = ["curl", "python", "typescript"] as const;
export type Language = (typeof languages)[number];

/** The request of an answer as source text, to be copied. */
export function SampleDialog(props: { replyId: string; language: Language; onClose: () => void }) {
  const { replyId, language, onClose } = props;
  const [text, setText] = useState("");
  useEffect(() => {
    let current = true;
    void window.assay["chat.sample"]({ replyId, language }).then(
      (answer) => current && answer.ok && setText(answer.data),
    );
    return () => {
      current = false;
    };
  }, [replyId, language]);
  return (
    <Dialog title={fill(words.sampleTitle, { language: words.samples[language] })} onClose={onClose}>
      <pre className="sample mono selectable">{text}</pre>
      <p className="muted small">{words.sampleKey}</p>
      <div className="actions">
        <CopyButton label={words.copy} text={() => text} />
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
