/** Why a formula cannot be read: a name in `strings.graders.faults`. `at` counts UTF-16 code units. */
export interface FormulaFault {
  fault:
    | "formula_empty"
    | "formula_sign"
    | "formula_end"
    | "formula_function"
    | "formula_count"
    | "formula_deep";
  at: number;
  /** What stands there. */
  said: string;
}

/** A formula that was read. */
export interface Formula {
  /** The names in it that are no functions, in the order they first come. */
  names: string[];
  /** Its value; null where a name has none, or it is no number, as a division by 0. */
  valueOf(values: ReadonlyMap<string, number>): number | null;
}

/** Parentheses and signs within each other. */
const deepest = 100;

/** The functions of `calculate_output` (Microsoft's page on graders), and how many values each takes. */
const functions: Record<string, { least: number; most: number; of: (...values: number[]) => number }> = {
  min: { least: 1, most: 100, of: Math.min },
  max: { least: 1, most: 100, of: Math.max },
  abs: { least: 1, most: 1, of: Math.abs },
  floor: { least: 1, most: 1, of: Math.floor },
  ceil: { least: 1, most: 1, of: Math.ceil },
  exp: { least: 1, most: 1, of: Math.exp },
  sqrt: { least: 1, most: 1, of: Math.sqrt },
  log: { least: 1, most: 1, of: Math.log },
};

type Values = ReadonlyMap<string, number>;
type Node = (values: Values) => number;

interface Token {
  kind: "number" | "name" | "sign" | "end";
  text: string;
  at: number;
}

const pieces = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\S))/gy;

function tokensOf(text: string): Token[] {
  const tokens = [...text.matchAll(pieces)].map(({ 0: whole, 1: number, 2: name, 3: sign, index }): Token => {
    const said = number ?? name ?? sign ?? "";
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "sign";
    return { kind, text: said, at: index + whole.length - said.length };
  });
  return [...tokens, { kind: "end", text: "", at: text.length }];
}

class Unreadable extends Error {
  readonly fault: FormulaFault;
  constructor(fault: FormulaFault["fault"], { at, text }: Token) {
    super(fault);
    this.fault = { fault, at, said: text };
  }
}

/**
 * Reads arithmetic over names: `+ - * / ^`, parentheses, and the functions above. `^` binds strongest and to
 * the right, then a sign, then `* /`, then `+ -`. Gives what is wrong where it cannot be read.
 */
export function readFormula(text: string): Formula | FormulaFault {
  const tokens = tokensOf(text);
  const names = new Set<string>();
  let place = 0;
  let depth = 0;
  const here = (): Token => tokens[place] ?? { kind: "end", text: "", at: text.length };
  const take = (): Token => {
    const token = here();
    place += 1;
    return token;
  };
  const isSign = (...signs: string[]) => here().kind === "sign" && signs.includes(here().text);
  const fail = (token: Token): never => {
    throw new Unreadable(token.kind === "end" ? "formula_end" : "formula_sign", token);
  };
  const expect = (sign: string) => {
    if (!isSign(sign)) fail(here());
    take();
  };
  const deeper = (read: () => Node): Node => {
    depth += 1;
    if (depth > deepest) throw new Unreadable("formula_deep", here());
    const node = read();
    depth -= 1;
    return node;
  };

  const sum = (): Node => {
    let left = product();
    while (isSign("+", "-")) {
      const [before, isPlus, right] = [left, take().text === "+", product()];
      left = (values) => (isPlus ? before(values) + right(values) : before(values) - right(values));
    }
    return left;
  };
  const product = (): Node => {
    let left = signed();
    while (isSign("*", "/")) {
      const [before, isTimes, right] = [left, take().text === "*", signed()];
      left = (values) => (isTimes ? before(values) * right(values) : before(values) / right(values));
    }
    return left;
  };
  const signed = (): Node =>
    deeper(() => {
      if (!isSign("+", "-")) return power();
      const isMinus = take().text === "-";
      const value = signed();
      return isMinus ? (values) => -value(values) : value;
    });
  const power = (): Node => {
    const base = single();
    if (!isSign("^")) return base;
    take();
    const exponent = signed();
    return (values) => base(values) ** exponent(values);
  };
  const single = (): Node => {
    const token = take();
    if (token.kind === "number") {
      const number = Number(token.text);
      return () => number;
    }
    if (token.kind === "name") return isSign("(") ? call(token) : named(token.text);
    if (token.text !== "(") return fail(token);
    const inside = sum();
    expect(")");
    return inside;
  };
  const named = (name: string): Node => {
    names.add(name);
    return (values) => values.get(name) ?? Number.NaN;
  };
  const call = (name: Token): Node => {
    const called = Object.hasOwn(functions, name.text) ? functions[name.text] : undefined;
    if (!called) throw new Unreadable("formula_function", name);
    take();
    const given: Node[] = [];
    while (!isSign(")")) {
      if (given.length > 0) expect(",");
      given.push(sum());
    }
    take();
    if (given.length < called.least || given.length > called.most)
      throw new Unreadable("formula_count", name);
    return (values) => called.of(...given.map((value) => value(values)));
  };

  try {
    if (here().kind === "end") throw new Unreadable("formula_empty", here());
    const whole = sum();
    if (here().kind !== "end") fail(here());
    return {
      names: [...names],
      valueOf: (values) => {
        const value = whole(values);
        return Number.isFinite(value) ? value : null;
      },
    };
  } catch (error) {
    if (error instanceof Unreadable) return error.fault;
    throw error;
  }
}
