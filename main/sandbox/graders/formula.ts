import { Ungraded } from "./template.ts";

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  exp: Math.exp,
  sqrt: Math.sqrt,
  log: Math.log,
};

const pattern = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z_]\w*)|([-+*/^(),]))/y;
const mostDepth = 100;

/** The value of a `calculate_output` over the scores of its graders. Throws `Ungraded`. */
export function calculated(formula: string, scores: Readonly<Record<string, number>>): number {
  const broken = () =>
    new Ungraded("formula_parse_error", `The formula '${formula.slice(0, 80)}' is not understood.`);
  const tokens: (string | number)[] = [];
  const text = formula.trimEnd();
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw broken();
    tokens.push(found[1] === undefined ? (found[2] ?? found[3] ?? "") : Number(found[1]));
  }
  let next = 0;
  let depth = 0;
  const take = (...wanted: string[]): string | null => {
    const token = tokens[next];
    if (typeof token !== "string" || !wanted.includes(token)) return null;
    next++;
    return token;
  };
  const need = (wanted: string) => {
    if (take(wanted) === null) throw broken();
  };

  const sum = (): number => {
    if (++depth > mostDepth) throw broken();
    let value = product();
    for (let sign = take("+", "-"); sign !== null; sign = take("+", "-"))
      value += sign === "+" ? product() : -product();
    depth--;
    return value;
  };
  const product = (): number => {
    let value = signed();
    for (let sign = take("*", "/"); sign !== null; sign = take("*", "/"))
      value = sign === "*" ? value * signed() : value / signed();
    return value;
  };
  const signed = (): number => {
    let isNegative = false;
    for (let sign = take("+", "-"); sign !== null; sign = take("+", "-"))
      isNegative = (sign === "-") !== isNegative;
    const value = power();
    return isNegative ? -value : value;
  };
  const power = (): number => {
    const base = single();
    return take("^") === null ? base : base ** signed();
  };
  const single = (): number => {
    const token = tokens[next++];
    if (typeof token === "number") return token;
    if (token === "(") {
      const value = sum();
      need(")");
      return value;
    }
    if (token === undefined || !/^\w+$/.test(token)) throw broken();
    if (Object.hasOwn(functions, token) && take("(") !== null) {
      const values = [sum()];
      while (take(",") !== null) values.push(sum());
      need(")");
      return functions[token]?.(...values) ?? Number.NaN;
    }
    if (!Object.hasOwn(scores, token))
      throw new Ungraded("invalid_variable_error", `The formula names '${token}', which is no grader.`);
    return scores[token] ?? Number.NaN;
  };

  if (tokens.length === 0) throw broken();
  const value = sum();
  if (next < tokens.length) throw broken();
  if (!Number.isFinite(value)) throw new Ungraded("other_error", "The formula gives no number.");
  return value;
}
