import { strings } from "../../preload/strings/en.ts";
import { later } from "../ui/later.tsx";
import { paneId, useHelp } from "./state.ts";

const Pane = later(
  async () => (await import("./pane.tsx")).Pane,
  <aside id={paneId} className="pane details" aria-label={strings.help.title} aria-busy data-later />,
);

/** The help beside what is being filled in; nothing when it is closed. */
export function HelpPane() {
  const isOpen = useHelp(({ isOpen }) => isOpen);
  return isOpen ? <Pane /> : null;
}
