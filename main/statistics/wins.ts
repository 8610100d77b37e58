import { type McNemar, mcnemar } from "./mcnemar.ts";
import { usualLevel } from "./medians.ts";
import { type Share, shareOf } from "./proportions.ts";

/** Verdicts on pairs of answers, as one side sees them. */
export interface Verdicts {
  wins: number;
  losses: number;
  ties: number;
}

/** How often one side wins. */
export interface WinRate {
  /** A tie counts half; null without verdicts. */
  rate: number | null;
  /** Wins of what was decided, with Wilson's interval; null where nothing was. */
  decided: Share | null;
  /** The sign test on what was decided; null where nothing was. */
  test: McNemar | null;
}

/** The rate at which one side wins, and whether that is more than luck. */
export function winRate({ wins, losses, ties }: Verdicts, { level = usualLevel } = {}): WinRate {
  const all = wins + losses + ties;
  return {
    rate: all === 0 ? null : (wins + ties / 2) / all,
    decided: shareOf(wins, wins + losses, { level }),
    test: mcnemar({ onlyA: losses, onlyB: wins }),
  };
}
