import { likenessIn, likenessOf, referencePart } from "./judging.ts";
import type { Message } from "./message.ts";

/** A wish for a verdict in JSON: a score from one value to another, one of some labels, or which of two is better. */
const scoreWish = /"score"[^.]*\.[^.]*?\bfrom (-?\d+(?:\.\d+)?)[^\d-]{0,20}to (-?\d+(?:\.\d+)?)/i;
const labelWish = /"label"[\s\S]*?\bexactly one of ("[^\n]+")\./i;
const pairWish = /"better"\s*:\s*"A"/i;
/** Judges with a fault, by a word in what they are told. */
const fault = /\[judge (first|longer|random)\]/i;

/** Characters that the longest answers have, as a judge that prefers them sees it. */
const long = 1200;

/**
 * What the sandbox says where it is asked for a verdict in JSON on an answer, or on answers A and B: by how many words they
 * share with the reference. `[judge first]`, `[judge longer]` and `[judge random]` make it a judge that prefers what is
 * shown first (in seven of ten pairs), what is longer, or nothing at all. `draw` gives a number from 0 up to, not
 * including, 1, another one every time. Null for what is no such wish.
 */
export function verdictIn(messages: readonly Message[], draw: () => number = Math.random): string | null {
  const text = messages.map((message) => message.text).join("\n");
  const bias = fault.exec(text)?.[1]?.toLowerCase() ?? null;
  const asked = messages
    .filter(({ role }) => role === "user")
    .map((message) => message.text)
    .join("\n");
  if (pairWish.test(text)) return pairVerdict(asked, bias, draw);
  const share = shareOf(asked, bias, draw);
  if (share === null) return null;
  const [, least, most] = scoreWish.exec(text) ?? [];
  if (least !== undefined && most !== undefined) {
    const score = Number(least) + share * (Number(most) - Number(least));
    return reply({ score: Number(score.toFixed(2)) });
  }
  const labels = labelsIn(labelWish.exec(text)?.[1]);
  const label = labels[Math.round((1 - share) * (labels.length - 1))];
  return label === undefined ? null : reply({ label });
}

const reply = (verdict: object): string =>
  JSON.stringify({ reason: "Counted by the sandbox; no model judged this.", ...verdict });

/** How good an answer is, from 0 to 1. */
function shareOf(asked: string, bias: string | null, draw: () => number): number | null {
  if (bias === "random") return draw();
  if (bias === "longer")
    return Math.min(1, (/^Answer[^:\n]*:\s*([\s\S]*)$/m.exec(asked)?.[1]?.length ?? 0) / long);
  return likenessIn(asked);
}

function pairVerdict(asked: string, bias: string | null, draw: () => number): string | null {
  const [, a, b] = /^Answer A:\n([\s\S]*?)\n\nAnswer B:\n([\s\S]*)$/m.exec(asked) ?? [];
  if (a === undefined || b === undefined) return null;
  if (bias === "random") return reply({ better: draw() < 0.5 ? "A" : "B" });
  if (bias === "longer")
    return reply({ better: a.length === b.length ? "tie" : a.length > b.length ? "A" : "B" });
  if (bias === "first" && (a.length + b.length) % 10 < 7) return reply({ better: "A" });
  const reference = referencePart(asked) ?? "";
  const [one, other] = [likenessOf(a, reference), likenessOf(b, reference)];
  return reply({ better: one === other ? "tie" : one > other ? "A" : "B" });
}

function labelsIn(list: string | undefined): string[] {
  try {
    return JSON.parse(`[${list ?? ""}]`) as string[];
  } catch {
    return [];
  }
}
