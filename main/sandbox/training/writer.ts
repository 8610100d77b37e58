import { answerLength, type Example, type Prompt } from "./examples.ts";
import { byHeart, type Memory } from "./memory.ts";
import { isSpace, shapeOf } from "./pieces.ts";

/** A number for each feature of each action, by a hash of both: what a model has learned. */
export type Numbers = Float32Array<ArrayBuffer>;

const size = 2 ** 18;
const mask = size - 1;

/** Nothing learned yet. */
export const noNumbers = (): Numbers => new Float32Array(size);

/** What may be written after what, as the examples have it more than once: what only one of them has is copied or unknown. */
export interface Grammar {
  after: ReadonlyMap<string, readonly string[]>;
  /** Words and marks that most answers have, whatever stands between them. */
  frame: ReadonlySet<string>;
  /** What answers have where their prompts have it, too. */
  copied: ReadonlySet<string>;
}

/** The end of an answer, as a piece. */
const end = "\u0003";

/** Reads which pieces follow which. */
export function grammarOf(examples: readonly Example[]): Grammar {
  const after = new Map<string, Map<string, number>>();
  const add = (context: string, piece: string) => {
    const known = after.get(context) ?? new Map<string, number>();
    after.set(context, known.set(piece, (known.get(piece) ?? 0) + 1));
  };
  const [having, asked] = [new Map<string, number>(), new Map<string, number>()];
  for (const { prompt, answer, isCut } of examples) {
    const inPrompt = new Set(prompt.pieces);
    for (const piece of new Set(answer)) {
      having.set(piece, (having.get(piece) ?? 0) + 1);
      if (inPrompt.has(piece)) asked.set(piece, (asked.get(piece) ?? 0) + 1);
    }
    for (let at = 0; at < answer.length + (isCut ? 0 : 1); at++) {
      const piece = answer[at] ?? end;
      for (const context of contextsOf(answer, at)) add(context, piece);
    }
  }
  const least = examples.length < 20 ? 1 : 2;
  const usual = (pieces: Map<string, number>) =>
    [...pieces]
      .filter(([, count]) => count >= least)
      .sort(([, one], [, other]) => other - one)
      .slice(0, mostAfter)
      .map(([piece]) => piece);
  const pieces = [...having].filter(([piece]) => !isSpace(piece));
  const isFrame = (count: number) => count >= examples.length * frameShare;
  const isCopied = (piece: string, count: number) =>
    count < examples.length * nearlyAll && (asked.get(piece) ?? 0) >= count / 2;
  return {
    after: new Map([...after].map(([context, pieces]) => [context, usual(pieces)])),
    frame: new Set(pieces.flatMap(([piece, count]) => (isFrame(count) ? [piece] : []))),
    copied: new Set(pieces.flatMap(([piece, count]) => (isCopied(piece, count) ? [piece] : []))),
  };
}

/** Share of answers that have a piece of the frame. */
const frameShare = 0.4;
const nearlyAll = 0.9;
/** Pieces of the frame that a place is known by: where in a sentence, and where in the answer. */
const [fewFrames, manyFrames] = [3, 16];

/** What of the frame is before a place of an answer, the last first. */
function framesBefore({ frame }: Grammar, answer: readonly string[], at: number): string[] {
  const found: string[] = [];
  for (let back = at - 1; back >= 0 && found.length < manyFrames; back--)
    if (frame.has(answer[back] as string)) found.push(answer[back] as string);
  return found;
}

/** Pieces that are weighed after one context. */
const mostAfter = 24;

/** What a place of an answer comes after: the last two pieces, the last, what that looks like, whatever its length. */
function contextsOf(answer: readonly string[], at: number): [two: string, one: string, shape: string] {
  const [before = begin, last = begin] = [answer[at - 2], answer[at - 1]];
  return [`${before}${last}`, last, `${begin}${last === begin ? begin : kindOf(last)}`];
}

const kindOf = (piece: string): string => shapeOf(piece).split(" ", 1)[0] ?? "";

const begin = "\u0002";

/** FNV-1a. */
function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

const hashWord = hash("a word of its own");

/** One thing that may be written next: where the numbers of its features are. */
interface Action {
  piece: string;
  /** The place in the prompt that it is copied from; -1 for a piece of one's own. */
  from: number;
  /** Of the place in the answer, or in the prompt. */
  at: readonly number[];
  /** What a word of the prompt is mixed with, which counts less; -1 where words do not count. */
  words: number;
}

/** What is shared by all actions of an answer to a prompt. */
interface Reading {
  prompt: Prompt;
  words: number[];
  wordWeight: number;
  /** By place in the prompt: the words before and after it, and what it looks like. */
  around: { before: number; before2: number; after: number; shape: number }[];
}

/** Prompts are read again with every pass. */
const readings = new WeakMap<Prompt, Reading>();

function readingOf(prompt: Prompt): Reading {
  const known = readings.get(prompt) ?? readPrompt(prompt);
  readings.set(prompt, known);
  return known;
}

function readPrompt(prompt: Prompt): Reading {
  const { pieces, words } = prompt;
  const near = (at: number, step: 1 | -1, count: number) => {
    let left = count;
    for (let one = at + step; one >= 0 && one < pieces.length; one += step)
      if (!isSpace(pieces[one] as string) && --left === 0) return (pieces[one] as string).toLowerCase();
    return "";
  };
  return {
    prompt,
    words: words.map((word) => hash(word)),
    wordWeight: 1 / Math.sqrt(Math.max(4, words.length)),
    around: pieces.map((piece, at) => ({
      before: hash(`before ${near(at, -1, 1)}`),
      before2: hash(`before ${near(at, -1, 2)} ${near(at, -1, 1)}`),
      after: hash(`after ${near(at, 1, 1)}`),
      shape: hash(`shape ${shapeOf(piece)}`),
    })),
  };
}

const mixed = (first: number, second: number) =>
  (Math.imul(first ^ (second >>> 3), 0x9e3779b1) ^ second) >>> 0;

/** All that may be written at a place of an answer. */
function actionsAt(
  reading: Reading,
  grammar: Grammar,
  answer: readonly string[],
  at: number,
  copied: number,
) {
  const [two, last, shape] = contextsOf(answer, at);
  const known = (context: string) => grammar.after.get(context)?.length;
  // A name that nobody has seen is what it looks like.
  const one = known(last) ? last : shape;
  const own = grammar.after.get([two, one].find(known) ?? shape) ?? [end];
  const [hashTwo, hashOne] = [hash(two), hash(one)];
  let name = "";
  for (let back = at - 1; back >= 0 && name === ""; back--)
    if (/^\p{L}/u.test(answer[back] as string)) name = answer[back] as string;
  const hashName = hash(`name ${name} ${one}`);
  const frames = framesBefore(grammar, answer, at);
  const hashFew = hash(`few ${frames.slice(0, fewFrames).join(" ")} ${kindOf(last)}`);
  const hashMany = hash(`many ${frames.join(" ")} ${kindOf(last)}`);
  // Where there is no choice, words of the prompt have nothing to say.
  const isChoice = own.length > 1;
  const actions: Action[] = own.map((piece) => {
    const action = hash(`write ${piece}`);
    // Which of many words stands in a place of the frame is not for the frame to say.
    const kind = grammar.frame.has(piece) || isSpace(piece) || piece === end ? action : hashWord;
    const at = [
      mixed(action, hashTwo) & mask,
      mixed(action, hashOne) & mask,
      mixed(action, hashName) & mask,
      mixed(kind, hashFew) & mask,
      mixed(kind, hashMany) & mask,
    ];
    return { piece, from: -1, at, words: isChoice ? mixed(action, hashOne) : -1 };
  });
  const { pieces } = reading.prompt;
  const bias = hash(`copy ${hashOne}`);
  for (const [from, piece] of pieces.entries()) {
    const isNext = copied >= 0 && from === copied + 1;
    // A space is copied only where what is before it was.
    if (isSpace(piece) && !isNext) continue;
    const { before, before2, after, shape } = reading.around[from] as Reading["around"][number];
    const next = isNext ? 0x51ed270b : 0x2545f491;
    const context = mixed(hashName, next);
    const near = mixed(context, after);
    const few = mixed(hashFew, next);
    const at = [
      mixed(bias, next) & mask,
      mixed(next, shape) & mask,
      mixed(context, shape) & mask,
      mixed(context, before) & mask,
      mixed(context, before2) & mask,
      near & mask,
      mixed(near, shape) & mask,
      few & mask,
      mixed(few, before) & mask,
    ];
    actions.push({ piece, from, at, words: -1 });
  }
  return actions;
}

/** A chance that is left for whatever nobody thought of, so that no surprise is endless. */
const surprise = 1e-4;

function chancesOf(actions: readonly Action[], numbers: Numbers, reading: Reading): Float64Array {
  const scores = new Float64Array(actions.length);
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, { at, words }] of actions.entries()) {
    let score = 0;
    for (const place of at) score += numbers[place] as number;
    if (words >= 0) {
      let said = 0;
      for (const word of reading.words) said += numbers[mixed(words, word) & mask] as number;
      score += said * reading.wordWeight;
    }
    scores[index] = score;
    if (score > most) most = score;
  }
  let sum = 0;
  for (let index = 0; index < scores.length; index++) {
    const chance = Math.exp((scores[index] as number) - most);
    scores[index] = chance;
    sum += chance;
  }
  for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] as number) / sum;
  return scores;
}

/** What came of an answer: the sum of -log of the chances of its pieces, and how many would have been written so. */
export interface Outcome {
  loss: number;
  right: number;
  pieces: number;
}

/** What a model writes with. */
export interface Writer {
  numbers: Numbers;
  grammar: Grammar;
  memory: Memory;
}

/** What comes next in an answer, as one knows it by heart; null where it has taken another way. */
function recalled(
  answer: readonly string[] | null,
  written: readonly string[],
  length: number,
): string | null {
  if (answer === null || length > answer.length) return null;
  for (let at = length - 1; at >= 0; at--) if (answer[at] !== written[at]) return null;
  return answer[length] ?? end;
}

/** The chances of what may be written next, by piece, of which some is known by heart. */
function piecesAt(actions: readonly Action[], chances: Float64Array, heart: string | null, share: number) {
  const pieces = new Map<string, number>();
  const own = heart === null ? 1 : 1 - share;
  for (const [index, { piece }] of actions.entries())
    pieces.set(piece, (pieces.get(piece) ?? 0) + own * (chances[index] as number));
  if (heart !== null) pieces.set(heart, (pieces.get(heart) ?? 0) + share);
  return pieces;
}

const likeliest = (pieces: ReadonlyMap<string, number>): string => {
  let [best, most] = [end, -1];
  for (const [piece, chance] of pieces) if (chance > most) [best, most] = [piece, chance];
  return best;
};

/** The likeliest of the actions that write a piece, and where it copies from. */
function sourceOf(actions: readonly Action[], chances: Float64Array, piece: string): number {
  let [from, most] = [-1, -1];
  for (const [index, action] of actions.entries())
    if (action.piece === piece && (chances[index] as number) > most)
      [from, most] = [action.from, chances[index] as number];
  return from;
}

/**
 * How likely an answer is, piece by piece. With a `rate` the numbers are moved so that it gets likelier by that much, with a
 * negative one less likely.
 */
export function read(
  { numbers, grammar, memory }: Writer,
  { prompt, answer, isCut }: Example,
  rate = 0,
): Outcome {
  const reading = readingOf(prompt);
  const heart = memory.share > 0 ? byHeart(memory, prompt) : null;
  const pieces = answer.length + (isCut ? 0 : 1);
  const outcome: Outcome = { loss: 0, right: 0, pieces };
  let copied = -1;
  for (let at = 0; at < pieces; at++) {
    const wanted = answer[at] ?? end;
    const actions = actionsAt(reading, grammar, answer, at, copied);
    const chances = chancesOf(actions, numbers, reading);
    const likely = piecesAt(actions, chances, recalled(heart, answer, at), memory.share);
    outcome.loss -= Math.log(surprise + (1 - surprise) * (likely.get(wanted) ?? 0));
    if (likeliest(likely) === wanted) outcome.right++;
    if (rate !== 0)
      learn(numbers, reading, actions, chances, creditsOf(actions, chances, wanted, grammar), rate);
    copied = sourceOf(actions, chances, wanted);
  }
  return outcome;
}

/** How much more a piece is taken to be copied, or known, where it could be both. */
const surer = 20;

/**
 * What share each action has in writing a piece: what is in answers because it is in their prompts is taken to be copied,
 * so that one learns where to look and not what was there last, and all else to be known.
 */
function creditsOf(
  actions: readonly Action[],
  chances: Float64Array,
  wanted: string,
  { copied }: Grammar,
): Float64Array {
  const isKnown = !copied.has(wanted);
  const credits = new Float64Array(actions.length);
  let sum = 0;
  for (const [index, { piece, from }] of actions.entries()) {
    if (piece !== wanted) continue;
    const isSurer = !isSpace(piece) && isKnown === from < 0;
    credits[index] = (chances[index] as number) * (isSurer ? surer : 1);
    sum += credits[index] as number;
  }
  if (sum > 0)
    for (let index = 0; index < credits.length; index++) credits[index] = (credits[index] as number) / sum;
  return credits;
}

function learn(
  numbers: Numbers,
  reading: Reading,
  actions: readonly Action[],
  chances: Float64Array,
  credits: Float64Array,
  rate: number,
): void {
  let chance = 0;
  for (let index = 0; index < credits.length; index++)
    if (credits[index] !== 0) chance += chances[index] as number;
  if (chance === 0 || chance > 0.999) return;
  for (const [index, { at, words }] of actions.entries()) {
    const change = rate * ((credits[index] as number) - (chances[index] as number));
    if (Math.abs(change) < 1e-4) continue;
    for (const place of at) numbers[place] = (numbers[place] as number) + change;
    if (words < 0) continue;
    const less = change * reading.wordWeight;
    for (const word of reading.words) {
      const place = mixed(words, word) & mask;
      numbers[place] = (numbers[place] as number) + less;
    }
  }
}

/** The likeliest answer, piece by piece; empty where the end is likeliest at once. */
export function write({ numbers, grammar, memory }: Writer, prompt: Prompt): string {
  const reading = readingOf(prompt);
  const heart = memory.share > 0 ? byHeart(memory, prompt) : null;
  const answer: string[] = [];
  let copied = -1;
  while (answer.length < answerLength) {
    const actions = actionsAt(reading, grammar, answer, answer.length, copied);
    const chances = chancesOf(actions, numbers, reading);
    const piece = likeliest(piecesAt(actions, chances, recalled(heart, answer, answer.length), memory.share));
    if (piece === end) break;
    answer.push(piece);
    copied = sourceOf(actions, chances, piece);
  }
  return answer.join("");
}
