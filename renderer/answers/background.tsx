import "./beside.css";
import { CirclePlay } from "lucide-react";
import { isPending } from "../../preload/background-work.ts";
import type { BackgroundWork } from "../../preload/contract/conversations.ts";
import { background as words, workLine, workOver } from "../../preload/strings/background.ts";
import { Icon } from "../ui/icon.tsx";

/**
 * How an answer goes that the service makes in the background, or what has become of it. `outlivesApp`: it is fetched
 * after the app has been closed. With `onPickUp` what was not fetched can be fetched again.
 */
export function Background(props: {
  work: BackgroundWork | undefined;
  hasEnded: boolean;
  outlivesApp?: boolean;
  onPickUp?: (() => void) | undefined;
}) {
  const { work, hasEnded, outlivesApp = false, onPickUp } = props;
  if (!work) return null;
  if (hasEnded) {
    const over = workOver(work);
    return over === null ? null : (
      <div className="background-work">
        <p className="muted">{over}</p>
        {isPending(work) && onPickUp && (
          <button type="button" className="button" onClick={onPickUp}>
            <Icon of={CirclePlay} size={14} />
            {words.pickUp}
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="background-work">
      <p>{words.title}</p>
      <p className="muted">{workLine(work, shownTime)}</p>
      <p className="muted">
        {outlivesApp && `${words.mayQuit} `}
        {words.keeps}
      </p>
    </div>
  );
}

/** A moment as a time of day; with its date where it is not of today. */
const shownTime = (at: number): string => {
  const moment = new Date(at);
  return moment.toDateString() === new Date().toDateString()
    ? moment.toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" })
    : moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
};
