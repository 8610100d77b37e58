import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Conversation, Fill } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { estimatedMessage } from "../../preload/estimated-tokens.ts";
import { contextFill as words } from "../../preload/strings/context-fill.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Notes } from "../answers/notes.tsx";
import { useLeftOut } from "../parameters/changes.tsx";
import type { Options } from "../parameters/fields.tsx";
import { FillBar } from "../parameters/fill-bar.tsx";
import type { Choice } from "../targets/choice.ts";
import { useDeployment } from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import type { Attachment } from "./attachments.tsx";

/** What is being written, and to whom. */
interface Written {
  open: Conversation | null;
  chosen: Choice;
  options: Options;
  text: string;
  attachments: Attachment[];
}

/** What of the conversation and of what is being written will not go along, and how full the context window will be. */
export function BeforeSending(written: Written) {
  const { open, chosen, options, attachments } = written;
  const notes = useLeftOut({
    place: chosen,
    parameters: options.parameters,
    conversationId: open?.id ?? null,
    last: open?.messages.at(-1)?.id,
    attached: attachments.map(({ kind }) => kind),
  });
  const left = new Set<string>(notes.map(({ what }) => what));
  const [images, documents] = [left.has("images"), left.has("documents")];
  const sent = useMemo(
    () => attachments.filter(({ kind }) => !(kind === "image" ? images : kind === "document" && documents)),
    [attachments, images, documents],
  );
  return (
    <>
      <Notes notes={notes} />
      {/* What makes answers from the last message alone has no window that a conversation could fill. */}
      {!left.has("conversation") && <ContextFill {...written} attachments={sent} />}
    </>
  );
}

/** How full the context window will be: by an estimate, or as the service counts on a click. */
function ContextFill(written: Written) {
  const { chosen, text, attachments } = written;
  const traits = useDeployment(chosen)?.traits;
  const before = useFill(written);
  const typed = useDeferredValue(text);
  const own = useMemo(() => tokensIn(typed, attachments), [typed, attachments]);
  const { count, isCounting, counted, diagnosis } = useCount(written);
  if (!before || (before.tokens === 0 && typed === "" && attachments.length === 0)) return null;
  const unseen = before.left + attachments.filter(({ kind }) => kind !== "text").length;
  const isMissing = diagnosis?.code === "counting_not_offered";
  return (
    <div className="context-fill">
      {diagnosis && !isMissing && <DiagnosisView diagnosis={diagnosis} on={{ retry: count }} />}
      <FillBar
        tokens={counted ?? before.tokens + own}
        isCounted={counted !== null}
        unseen={counted === null ? unseen : 0}
        context={traits?.contextTokens ?? null}
      >
        {before.canCount && counted === null && !isMissing && (
          <button
            type="button"
            className="button quiet"
            title={fill(words.countHint, { name: chosen.deployment })}
            disabled={isCounting}
            onClick={count}
          >
            {isCounting ? words.counting : words.count}
          </button>
        )}
      </FillBar>
      {isMissing && (
        <p className="muted small" role="status">
          {explain(diagnosis).cause}
        </p>
      )}
    </div>
  );
}

const tokensIn = (text: string, attachments: readonly Attachment[]): number => {
  const texts = attachments.flatMap(({ kind, name, data }) => (kind === "text" ? [name, data] : []));
  return text === "" && texts.length === 0 ? 0 : estimatedMessage([text, ...texts]);
};

/** What the conversation takes without what is being written; told anew when it changes, or whom it goes to. */
function useFill({ open, chosen, options }: Written): Fill | null {
  const [known, setKnown] = useState<Fill | null>(null);
  const last = open?.messages.at(-1);
  const asked = JSON.stringify(askedOf({ open, chosen, options }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew with another last message, and when it has ended.
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["chat.fill"](JSON.parse(asked));
      if (!isOld && answer.ok) setKnown(answer.data);
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [asked, last?.id, last?.end]);
  return known;
}

/** Milliseconds without a change before it is told anew. */
const pause = 150;

const askedOf = ({ open, chosen, options }: Pick<Written, "open" | "chosen" | "options">) => ({
  conversationId: open?.id ?? null,
  connectionId: chosen.connectionId,
  deployment: chosen.deployment,
  ...options,
});

/** The service's own count. It holds until something else is written, or it goes to somebody else. */
function useCount(written: Written) {
  const { open, text, attachments } = written;
  const asked = JSON.stringify(askedOf(written));
  const last = open?.messages.at(-1)?.id;
  const [told, setTold] = useState<{ of: unknown[]; counted: number | null; diagnosis: Diagnosis | null }>();
  const [isCounting, setCounting] = useState(false);
  const of = [asked, text, attachments, last];
  const isSame = told?.of.every((one, at) => one === of[at]);
  const count = async () => {
    setCounting(true);
    const answer = await window.assay["chat.count"]({ ...askedOf(written), text, attachments });
    setCounting(false);
    setTold(
      answer.ok
        ? { of, counted: answer.data, diagnosis: null }
        : { of, counted: null, diagnosis: answer.error.diagnosis },
    );
  };
  return {
    count: () => void count(),
    isCounting,
    counted: isSame ? (told?.counted ?? null) : null,
    diagnosis: isSame ? (told?.diagnosis ?? null) : null,
  };
}
