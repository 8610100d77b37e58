/**
 * A number as people and models write it: a sign that follows no letter or digit; digits with commas, points, apostrophes
 * or blanks in them; an exponent; a fraction of whole numbers; a percent sign. Digits that follow a letter are a name (GPT4).
 */
const written =
  /(?<![\p{L}\p{N}_])(?<sign>(?<![\p{L}\p{N})\]])[+\-\u2212\u2013])?(?<digits>(?:\d{1,3}(?:[ '\u2019\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+))(?:(?<exponent>[eE][+\-\u2212]?\d+)(?![\p{L}\p{N}])|\/(?<below>\d+)(?![\d/.,]))?(?<percent>[ \u00a0\u202f]?%)?/gu;

/** A number in a text. A percent is what stands before its sign. */
export interface Numeral {
  value: number;
  isPercent: boolean;
}

/**
 * The numbers in a text, in their order. Where both a comma and a point stand in one, the last of them is the decimal sign,
 * the other groups thousands; a sign that comes twice groups. One comma before exactly three digits groups (1,234), a point
 * does not (1.234 is how programs write it), and neither does a comma after a leading 0 (0,125).
 */
export function numbersIn(text: string): Numeral[] {
  const numbers: Numeral[] = [];
  for (const { groups = {} } of text.matchAll(written)) {
    const size = sizeOf(groups.digits ?? "");
    const below = groups.below === undefined ? 1 : Number(groups.below);
    const power = Number(groups.exponent?.slice(1).replace("\u2212", "-") ?? 0);
    const value = (power === 0 ? size : Number(`${size}e${power}`)) / below;
    if (!Number.isFinite(value)) continue;
    const isBelowZero = groups.sign !== undefined && groups.sign !== "+";
    numbers.push({ value: isBelowZero ? -value : value, isPercent: groups.percent !== undefined });
  }
  return numbers;
}

function sizeOf(digits: string): number {
  const close = digits.replace(/[ '\u2019\u00a0\u202f\u2009]/g, "");
  const [comma, point] = [close.lastIndexOf(","), close.lastIndexOf(".")];
  if (comma < 0 && point < 0) return Number(close);
  const sign = comma > point ? "," : ".";
  const other = sign === "," ? "." : ",";
  const isTwice = close.indexOf(sign) !== close.lastIndexOf(sign);
  const isAlone = !close.includes(other);
  const groups = isTwice || (sign === "," && isAlone && /^[1-9]\d{0,2},\d{3}$/.test(close));
  if (groups) return Number(close.replaceAll(sign, "").replaceAll(other, isTwice && !isAlone ? "." : ""));
  return Number(close.replaceAll(other, "").replace(sign, "."));
}
