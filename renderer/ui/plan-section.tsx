import type { ReactNode } from "react";

/** A part of what is prepared that is filled in. `id` is the one of its element. */
export function PlanSection(props: { id: string; title: string; hint?: string; children: ReactNode }) {
  const { id, title, hint, children } = props;
  const titleId = `${id}-title`;
  return (
    <section id={id} className="plan-section" aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {hint !== undefined && <p className="muted small">{hint}</p>}
      {children}
    </section>
  );
}

/** What a person wants of a place: what is wrong, what is chosen, what can be filled in. */
const wantedFirst = [
  "[aria-invalid=true]",
  "input:checked",
  "input:enabled, select:enabled, textarea:enabled",
  "button, a",
];

/** Shows the element with an id, and gives what a person wants of it the focus. */
export function goToPlace(id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  place.scrollIntoView({ block: "start" });
  const wanted = wantedFirst.map((one) => place.querySelector<HTMLElement>(one)).find((one) => one !== null);
  wanted?.focus({ preventScroll: true });
}
