import { evaluationNotices as words } from "../../preload/strings/evaluation-notices.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Emit } from "../ipc.ts";
import type { Notifier } from "../notifications.ts";
import type { ListedEvaluation } from "./list.ts";

/** Tells a person who looks elsewhere that an evaluation has ended; a click leads to it. */
export const tellingBy =
  (notifier: Notifier, emit: Emit) =>
  ({ id, name, state, counts }: ListedEvaluation): void => {
    if (notifier.isLookedAt()) return;
    const isDone = state === "done";
    const count = counts?.answers ?? 0;
    notifier.show(
      {
        title: fill(isDone ? words.done : words.stopped, { name }),
        text: isDone ? fill(words.doneText, { count: count.toLocaleString("en") }) : words.stoppedText,
      },
      () => emit("evaluations.asked", { id }),
    );
  };
