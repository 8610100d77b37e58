import type { Clock } from "../clock.ts";
import { isObject, type Json } from "../json.ts";
import type { Frame } from "../transmission.ts";
import type { ResponsesReply } from "./reply.ts";

/** An answer that the service keeps. */
export interface KeptReply {
  /** What was asked, without what stood before it. */
  items: Json[];
  /** All that stood before the answer. */
  context: Json[];
  /** As it is now. */
  now(): Json;
  /** What it has come to say so far. */
  output(): Json[];
  isBackground: boolean;
  /** Ends one in the background that still runs. */
  cancel(): void;
  /** Its events, where it was asked for as a stream. */
  frames: Frame[] | null;
}

/** The answers that the service keeps, and for how long: thirty days. */
export interface Replies {
  keep(reply: ResponsesReply, about: Pick<KeptReply, "items" | "context" | "frames"> & Course): void;
  get(id: string): KeptReply | undefined;
  /** An item of one of them. */
  item(id: string): Json | undefined;
  /** Whether there was one to remove. */
  remove(id: string): boolean;
}

interface Course {
  isBackground: boolean;
}

const lasts = 30 * 24 * 3_600_000;
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
  const items = (reply: KeptReply) => [...reply.items, ...reply.output()];
  return {
    keep: (reply, about) => {
      const since = clock.now();
      kept.set(reply.id, { reply: keptReply(reply, about, clock), until: since + lasts });
    },
    get: alive,
    item: (id) =>
      [...kept.keys()]
        .flatMap((one) => items(alive(one) ?? nothing))
        .find((item) => isObject(item) && item.id === id),
    remove: (id) => {
      const found = alive(id) !== undefined;
      kept.delete(id);
      return found;
    },
  };
}

const nothing: KeptReply = {
  ...{ items: [], context: [], frames: null, isBackground: false },
  now: () => ({}),
  output: () => [],
  cancel: () => {},
};

function keptReply(
  reply: ResponsesReply,
  about: Pick<KeptReply, "items" | "context" | "frames"> & Course,
  clock: Clock,
): KeptReply {
  const since = clock.now();
  const runs = about.isBackground && about.frames === null;
  const until = since + course.queued + course.worked;
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
