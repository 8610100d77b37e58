import type { ReactNode } from "react";

/** A table of scores, which scrolls sideways where it is too narrow for it. */
export function ScoreTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="results-table" aria-label={label} tabIndex={0}>
      <table className="score-table" aria-label={label}>
        {children}
      </table>
    </section>
  );
}
