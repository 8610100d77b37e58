import type { ReactNode } from "react";

/** A question that the card answers. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What is known, name by name; what is null is left out. */
export const Facts = ({ facts }: { facts: (readonly [string, ReactNode] | null)[] }) => (
  <dl className="facts">
    {facts
      .filter((fact) => fact !== null)
      .map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
