import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Json } from "../json.ts";
import { countTokens } from "../tokens.ts";

/** How the tokens of a prompt are counted: siblings, none of which is part of another. */
export interface PromptUsage {
  fresh: number;
  written: { fiveMinutes: number; oneHour: number };
  read: number;
}

/** The beginnings of prompts that the service remembers, by deployment. */
export interface PromptCache {
  /** Counts a prompt of parts in order, each a block that may end what is to be remembered. */
  count(deployment: string, parts: readonly Json[], tokens: number): PromptUsage;
}

/** Shorter ones are not remembered, and nothing is said of it (prompt caching guide). */
const fewestTokens = 1_024;
const lasts = { "5m": 5 * 60_000, "1h": 60 * 60_000 };

/** Nothing is remembered yet. */
export function createPromptCache(clock: Clock): PromptCache {
  const until = new Map<string, number>();
  return {
    count: (deployment, parts, tokens) => {
      const marks = parts.flatMap((part, at) => {
        const ttl = ttlOf(part);
        if (!ttl) return [];
        const { key, size } = beginning(deployment, parts.slice(0, at + 1));
        return [{ ttl, key, size: Math.min(size, tokens) }];
      });
      const usable = marks.filter(({ size }) => size >= fewestTokens);
      const known = usable.filter(({ key }) => (until.get(key) ?? 0) > clock.now());
      for (const { key, ttl } of usable) until.set(key, clock.now() + lasts[ttl]);
      const last = usable.at(-1);
      const read = known.at(-1)?.size ?? 0;
      const written = last ? last.size - read : 0;
      return {
        fresh: tokens - read - written,
        written: {
          fiveMinutes: last?.ttl === "5m" ? written : 0,
          oneHour: last?.ttl === "1h" ? written : 0,
        },
        read,
      };
    },
  };
}

function ttlOf({ cache_control: control }: Json): keyof typeof lasts | null {
  const { type, ttl = "5m" } = (control ?? {}) as Json;
  if (type !== "ephemeral") return null;
  return ttl === "1h" ? "1h" : "5m";
}

/** Where the marks stand is no part of what is remembered. */
function beginning(deployment: string, parts: readonly Json[]): { key: string; size: number } {
  const text = JSON.stringify(parts.map(({ cache_control: _control, ...part }) => part));
  const key = createHash("sha256").update(deployment).update(text).digest("hex");
  return { key, size: countTokens(text) };
}
