import { CircleQuestionMark } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { Icon } from "../ui/icon.tsx";
import { paneId, showPane, useHelp } from "./state.ts";

const words = strings.help;

/** Opens and closes the pane. */
export function HelpToggle() {
  const isOpen = useHelp(({ isOpen }) => isOpen);
  return (
    <button
      type="button"
      className="button quiet"
      aria-expanded={isOpen}
      aria-controls={isOpen ? paneId : undefined}
      title={isOpen ? words.hide : words.show}
      onClick={() => showPane(!isOpen)}
    >
      <Icon of={CircleQuestionMark} />
      {words.title}
    </button>
  );
}
