import type { Article, Block } from "../../preload/strings/article.ts";

/** A piece of a text: what a searched word begins is marked. */
export interface Part {
  text: string;
  isMatch: boolean;
}

export interface Hit {
  article: Article;
  title: Part[];
  /** Some words around a match in the text, or the beginning of the text. */
  excerpt: Part[];
}

/** Characters of text shown before the first match, and in all; what is shorter than `enough` says little. */
const before = 40;
const longest = 160;
const enough = 30;

/** The words of a text as they are compared: small letters, without accents. */
export function wordsOf(text: string): string[] {
  return spans(text).map(({ word }) => word);
}

/**
 * The articles that hold every word of a query, each at the beginning of a word of theirs, in any order and case. Best
 * first: words of the title count more than words of the text, whole words more than beginnings. An empty query finds
 * nothing.
 */
export function searchHelp(articles: readonly Article[], query: string): Hit[] {
  const wanted = [...new Set(wordsOf(query))];
  if (wanted.length === 0) return [];
  return articles
    .map((article) => ({ article, points: pointsOf(article, wanted) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ article }) => ({
      article,
      title: mark(article.title, wanted),
      excerpt: excerptOf(bestPiece(article, wanted), wanted),
    }));
}

/** Cuts a text into what the wanted words begin and what is between. */
export function mark(text: string, wanted: readonly string[]): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { word, from, letters } of spans(text)) {
    const lengths = wanted.filter((one) => word.startsWith(one)).map((one) => one.length);
    if (lengths.length === 0) continue;
    const to = from + [...letters].slice(0, Math.max(...lengths)).join("").length;
    if (from > end) parts.push({ text: text.slice(end, from), isMatch: false });
    parts.push({ text: text.slice(from, to), isMatch: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isMatch: false });
  return parts;
}

/** What an article says, in one line of text. */
export function textOf(article: Article): string {
  return piecesOf(article).join(" ");
}

/** Its sentences, steps and cells. */
const piecesOf = ({ blocks }: Article) => blocks.flatMap(textsOf);

/** The piece of an article that holds most of what is wanted, and says something. */
function bestPiece(article: Article, wanted: readonly string[]): string {
  const worth = (piece: string) => {
    const words = wordsOf(piece);
    const held = wanted.filter((one) => words.some((word) => word.startsWith(one))).length;
    return held + Math.min(piece.length, enough) / enough / 2;
  };
  return piecesOf(article).reduce((best, piece) => (worth(piece) > worth(best) ? piece : best), "");
}

function textsOf(block: Block): readonly string[] {
  if ("text" in block) return [block.text];
  if ("heading" in block) return [block.heading];
  if ("steps" in block) return block.steps;
  if ("code" in block) return [block.code];
  if ("link" in block) return [block.link];
  return "table" in block ? [...block.table.head, ...block.table.rows.flat()] : [];
}

/** How well an article answers; 0 when a word is missing. */
function pointsOf(article: Article, wanted: readonly string[]): number {
  const title = wordsOf(article.title);
  const text = wordsOf(textOf(article));
  let sum = 0;
  for (const one of wanted) {
    const points = title.includes(one)
      ? 8
      : title.some((word) => word.startsWith(one))
        ? 6
        : text.includes(one)
          ? 2
          : text.some((word) => word.startsWith(one))
            ? 1
            : 0;
    if (points === 0) return 0;
    sum += points;
  }
  return sum;
}

function excerptOf(text: string, wanted: readonly string[]): Part[] {
  const first = spans(text).find(({ word }) => wanted.some((one) => word.startsWith(one)));
  const at = first === undefined || first.from <= before ? 0 : text.indexOf(" ", first.from - before) + 1;
  const isCut = at + longest < text.length;
  const end = isCut ? text.lastIndexOf(" ", at + longest) : text.length;
  const parts = mark(text.slice(at, end > at ? end : at + longest), wanted);
  if (at > 0) parts.unshift({ text: "… ", isMatch: false });
  if (isCut) parts.push({ text: " …", isMatch: false });
  return parts;
}

/** The words of a text, and where each stands. A single letter or figure is a word too. */
function spans(text: string): { word: string; from: number; letters: string }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    word: plain(match[0]),
    from: match.index,
    letters: match[0],
  }));
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
