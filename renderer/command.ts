import { strings } from "../preload/strings/en.ts";
import type { Shortcut } from "./ui/shortcuts.ts";

const { groups } = strings.palette;

/** The parts of the palette from top to bottom, each with the word for what its commands are about. */
export const parts = {
  often: groups.action,
  section: groups.section,
  action: groups.action,
  refresh: groups.action,
  /** What can be done with what is open. */
  open: groups.action,
  model: groups.model,
  dataset: groups.dataset,
  evaluation: groups.evaluation,
  deployment: groups.deployment,
  conversation: groups.conversation,
};

/** Something that can be done now. */
export interface Command {
  id: string;
  label: string;
  /** Where it stands. Inside a part the commands are in the order of the features. */
  part: keyof typeof parts;
  /** The keys that do it everywhere, or the words for others that do it only where the person is. */
  shortcut?: Shortcut | string | undefined;
  run: () => void;
}
