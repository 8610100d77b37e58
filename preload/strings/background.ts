import { isPending } from "../background-work.ts";
import type { BackgroundWork } from "../contract/conversations.ts";
import { fill } from "./fill.ts";

/** Words for answers that the service makes in the background. */
export const background = {
  title: "The service is working on it in the background",
  statuses: {
    queued: "Waiting for its turn",
    in_progress: "In progress",
  } as Record<string, string>,
  since: "{status} since {time}.",
  mayQuit: "You can quit Assay: the answer is fetched when it starts again.",
  keeps:
    "Until it's fetched, the service keeps the answer, for up to 30 days. Assay deletes that copy afterward.",
  waiting:
    "This answer was not fetched. The service may still be working on it, and keeps it for up to 30 days.",
  pickUp: "Pick up again",
  over: {
    collected: "Made in the background. The service's copy was deleted.",
    left: "Made in the background. The service's copy couldn't be deleted: the service keeps it for up to 30 days.",
    cancelled: "The service was told to stop and to delete its copy.",
  } as Record<string, string>,
};

/** How far the work is, and since when it was begun; `time` writes a moment in milliseconds since the epoch. */
export const workLine = ({ status, since }: BackgroundWork, time: (at: number) => string): string =>
  fill(background.since, { status: background.statuses[status] ?? status, time: time(since) });

/** What has become of work that is over, or was not fetched; null where the answer's own words say that. */
export const workOver = (work: BackgroundWork): string | null =>
  isPending(work) ? background.waiting : (background.over[work.status] ?? null);
