import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Message } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { change } from "./state.ts";

const words = strings.chat;

/** Which of the messages in one place of the tree is shown, and the way to the others. Nothing where there is one. */
export function BranchSwitcher({ message: { id, siblings } }: { message: Message }) {
  if (siblings.length < 2) return null;
  const at = siblings.indexOf(id);
  const step = (label: string, icon: typeof ChevronLeft, to: string | undefined) => (
    <button
      type="button"
      className="button quiet square"
      aria-label={label}
      title={label}
      disabled={to === undefined}
      onClick={() =>
        to !== undefined && void change(window.assay["conversations.switchBranch"]({ messageId: to }))
      }
    >
      <Icon of={icon} size={14} />
    </button>
  );
  return (
    <span className="branches">
      {step(words.previousBranch, ChevronLeft, siblings[at - 1])}
      <span className="small">{fill(words.branch, { at: at + 1, count: siblings.length })}</span>
      {step(words.nextBranch, ChevronRight, siblings[at + 1])}
    </span>
  );
}
