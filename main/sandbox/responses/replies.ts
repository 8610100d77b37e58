import type { Clock } from "../clock.ts";
import type { Json } from "../json.ts";
import type { Frame } from "../transmission.ts";
import type { ResponsesReply } from "./reply.ts";

/** What an answer is kept with. */
interface About {
  /** What was asked, without what stood before it. */
  items: Json[];
  /** All that stood before the answer. */
  context: Json[];
  isBackground: boolean;
  /** The events of one in the background that was asked for as a stream. */
  frames: Frame[] | null;
}

/** An answer that the service keeps. */
export interface KeptReply extends About {
  /** As it is now. */
  now(): Json;
  /** What it has come to say so far. */
  output(): Json[];
  /** Ends one in the background that still runs. */
  cancel(): void;
}

/** The answers that the service keeps: for thirty days, and here no more than a thousand. */
export interface Replies {
  keep(reply: ResponsesReply, about: About): void;
  get(id: string): KeptReply | undefined;
  /** An item of one of them. */
  item(id: string): Json | undefined;
  remove(id: string): void;
}

const lasts = 30 * 24 * 3_600_000;
const most = 1_000;
/** How long an answer in the background waits, and how long it is worked on, in milliseconds of the sandbox's time. */
const course = { queued: 2_000, worked: 30_000 };

/** Nothing has been kept yet. */
export function createReplies(clock: Clock): Replies {
  const kept = new Map<string, { reply: KeptReply; until: number }>();
  const alive = (id: string) => {
    const found = kept.get(id);
    if (found && found.until > clock.now()) return found.reply;
    kept.delete(id);
    return undefined;
  };
  return {
    keep: (reply, about) => {
      kept.set(reply.id, { reply: keptReply(reply, about, clock), until: clock.now() + lasts });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    get: alive,
    item: (id) => {
      for (const one of [...kept.keys()]) {
        const reply = alive(one);
        const found = reply && [...reply.items, ...reply.output()].find((item) => item.id === id);
        if (found) return found;
      }
      return undefined;
    },
    remove: (id) => void kept.delete(id),
  };
}

/** One in the background takes its time, unless it has been told as a stream. */
function keptReply(reply: ResponsesReply, about: About, clock: Clock): KeptReply {
  const since = clock.now();
  const until = since + course.queued + course.worked;
  const runs = about.isBackground && about.frames === null;
  const ended = runs ? { ...reply.ended, completed_at: Math.floor(until / 1000) } : reply.ended;
  let cancelled = false;
  const now = () => {
    if (cancelled) return reply.begun("cancelled");
    const time = clock.now();
    if (!runs || time >= until) return ended;
    return reply.begun(time < since + course.queued ? "queued" : "in_progress");
  };
  return {
    ...about,
    now,
    output: () => {
      const { output } = now();
      return Array.isArray(output) ? output : [];
    },
    cancel: () => {
      cancelled ||= now() !== ended;
    },
  };
}
