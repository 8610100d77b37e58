/** How often one of a pair, named by index, won against the other, and how often neither did. */
export interface PairCounts {
  a: number;
  b: number;
  aWins: number;
  bWins: number;
  ties: number;
}

export interface Fit {
  /** Logarithms of the strengths; their mean is 0. */
  strengths: number[];
  /** Davidson's nu: 0 where nothing ever ties, 1 where equals tie in one case of three. */
  tie: number;
}

/** What is held to be likely before anything is counted: normal, with these means and 1 / variance. */
export interface Prior {
  centres: readonly number[];
  precision: number;
}

/**
 * The most likely strengths in Davidson's model of paired comparison (Journal of the American Statistical Association
 * 65, 1970): a wins to b wins to ties as A to B to nu * sqrt(A * B). Without ties it is Bradley and Terry's. In
 * logarithms the likelihood is concave, so that Newton's method finds its one top. Without a prior the strengths have
 * to be comparable: no group that lost to all others, or was never compared with them.
 */
export function fitDavidson(size: number, pairs: readonly PairCounts[], prior: Prior): Fit {
  const hasTies = pairs.some(({ ties }) => ties > 0);
  let at = new Array<number>(size + 1).fill(0);
  let value = height(at, pairs, prior, hasTies);
  for (let round = 0; round < 100; round++) {
    const { slope, curve } = derivatives(at, pairs, prior, hasTies);
    const step = solve(curve, slope);
    let stride = 1;
    let next = at;
    let reached = Number.NEGATIVE_INFINITY;
    for (; stride > 1e-6 && !(reached >= value); stride /= 2) {
      next = at.map((coordinate, index) => coordinate + stride * (step[index] ?? 0));
      reached = height(next, pairs, prior, hasTies);
    }
    if (!(reached >= value)) break;
    const moved = Math.max(...next.map((coordinate, index) => Math.abs(coordinate - (at[index] ?? 0))));
    [at, value] = [next, reached];
    if (moved < 1e-10) break;
  }
  const strengths = at.slice(0, size);
  const mean = strengths.reduce((sum, strength) => sum + strength, 0) / size;
  return {
    strengths: strengths.map((strength) => strength - mean),
    tie: hasTies ? Math.exp(at[size] ?? 0) : 0,
  };
}

/** The probabilities of the three outcomes of a pair. The last coordinate is the logarithm of nu. */
function chances(at: readonly number[], { a, b }: PairCounts, hasTies: boolean) {
  const [strongA, strongB] = [at[a] ?? 0, at[b] ?? 0];
  const tie = hasTies ? (at.at(-1) ?? 0) + (strongA + strongB) / 2 : Number.NEGATIVE_INFINITY;
  const most = Math.max(strongA, strongB, tie);
  const sum = Math.exp(strongA - most) + Math.exp(strongB - most) + Math.exp(tie - most);
  const logarithm = most + Math.log(sum);
  return { a: strongA - logarithm, b: strongB - logarithm, tie: tie - logarithm };
}

/** The logarithm of the likelihood and the prior. */
function height(at: readonly number[], pairs: readonly PairCounts[], prior: Prior, hasTies: boolean): number {
  const likelihood = pairs.reduce((sum, pair) => {
    const chance = chances(at, pair, hasTies);
    return (
      sum + pair.aWins * chance.a + pair.bWins * chance.b + (pair.ties === 0 ? 0 : pair.ties * chance.tie)
    );
  }, 0);
  return at.reduce(
    (sum, one, index) => sum - (prior.precision / 2) * (one - (prior.centres[index] ?? 0)) ** 2,
    likelihood,
  );
}

/** The gradient of `height`, and its negative second derivatives. */
function derivatives(at: readonly number[], pairs: readonly PairCounts[], prior: Prior, hasTies: boolean) {
  const last = at.length - 1;
  // A trace of curvature keeps what nothing is known of where it is.
  const curve = at.map((_, row) => at.map((_, column) => (row === column ? prior.precision + 1e-9 : 0)));
  const slope = at.map((one, index) => prior.precision * ((prior.centres[index] ?? 0) - one));
  const add = (row: number, column: number, amount: number) => {
    const line = curve[row];
    if (line) line[column] = (line[column] ?? 0) + amount;
  };
  for (const pair of pairs) {
    const chance = chances(at, pair, hasTies);
    // An outcome's score is linear in these three coordinates: (1, 0, 0), (0, 1, 0) and (1/2, 1/2, 1).
    const places = [pair.a, pair.b, last];
    const outcomes = [
      { count: pair.aWins, chance: Math.exp(chance.a), score: [1, 0, 0] },
      { count: pair.bWins, chance: Math.exp(chance.b), score: [0, 1, 0] },
      { count: pair.ties, chance: Math.exp(chance.tie), score: [0.5, 0.5, 1] },
    ];
    const all = pair.aWins + pair.bWins + pair.ties;
    const mean = places.map((_, i) =>
      outcomes.reduce((sum, one) => sum + one.chance * (one.score[i] ?? 0), 0),
    );
    places.forEach((row, i) => {
      const seen = outcomes.reduce((sum, one) => sum + one.count * (one.score[i] ?? 0), 0);
      slope[row] = (slope[row] ?? 0) + seen - all * (mean[i] ?? 0);
      places.forEach((column, j) => {
        const product = outcomes.reduce(
          (sum, one) => sum + one.chance * (one.score[i] ?? 0) * (one.score[j] ?? 0),
          0,
        );
        add(row, column, all * (product - (mean[i] ?? 0) * (mean[j] ?? 0)));
      });
    });
  }
  return { slope, curve };
}

/** Solves a symmetric, positive system of equations (Cholesky). */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const lower = matrix.map((row) => row.map(() => 0));
  const get = (row: number, column: number) => lower[row]?.[column] ?? 0;
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let sum = row[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= get(i, k) * get(j, k);
      const line = lower[i];
      if (line) line[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / get(j, j);
    }
  });
  const solution = [...right];
  for (let i = 0; i < right.length; i++) {
    for (let k = 0; k < i; k++) solution[i] = (solution[i] ?? 0) - get(i, k) * (solution[k] ?? 0);
    solution[i] = (solution[i] ?? 0) / get(i, i);
  }
  for (let i = right.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < right.length; k++)
      solution[i] = (solution[i] ?? 0) - get(k, i) * (solution[k] ?? 0);
    solution[i] = (solution[i] ?? 0) / get(i, i);
  }
  return solution;
}
