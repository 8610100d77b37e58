import type { PlanRefusal } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { counted } from "../../figures/counted.ts";
import { linkTo } from "../../route.ts";

const words = tuningPlans.refusal;

/** Rows that are shown of a refusal. */
const shown = 12;

/** The rows that the service refused, and the way to them. */
export function RefusedRows({ refusal }: { refusal: PlanRefusal }) {
  const { rows, harms, name, datasetId } = refusal;
  return (
    <section className="panel card" aria-labelledby="refused-title">
      <h3 id="refused-title">
        {harms.length > 0 ? fill(words.suspects, { harms: harms.join(", ") }) : words.title}
      </h3>
      {rows.length === 0 ? (
        <p className="muted small">{fill(words.none, { name })}</p>
      ) : (
        <p className="small">
          {rows
            .slice(0, shown)
            .map(({ number }) => fill(words.row, { number: number.toLocaleString() }))
            .join(", ")}
          {rows.length > shown && ` ${counted(words.more, rows.length - shown)}`}
        </p>
      )}
      <div>
        <a className="button" href={linkTo("datasets", datasetId)}>
          {fill(words.open, { name })}
        </a>
      </div>
    </section>
  );
}
