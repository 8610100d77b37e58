import type { Gauge, ResourceLimits } from "../../preload/contract/tuning-plans.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { limitText } from "../figures/size.ts";
import { listDate } from "./dates.ts";

const words = tuningPlans.gauges;
const names = ["files", "bytes", "jobs", "running", "queued", "deployments"] as const;

/** The share of a limit from which it is worth a look. */
const nearly = 0.8;

/** How full a resource is, limit by limit. */
export function Gauges({ limits }: { limits: ResourceLimits }) {
  return (
    <>
      <ul className="gauges small">
        {names.map((name) => (
          <li key={name}>
            <Measure name={name} gauge={limits[name]} />
          </li>
        ))}
      </ul>
      <p className="muted small">
        {fill(words.from, {
          date: listDate(limits.listedAt),
          time: new Date(limits.readAt).toLocaleTimeString(undefined, { timeStyle: "short" }),
        })}
      </p>
    </>
  );
}

function Measure({ name, gauge }: { name: (typeof names)[number]; gauge: Gauge }) {
  const { look, word } = fullnessOf(gauge);
  return (
    <>
      <span>{words[name]}</span>
      <span className="gauge-text">{gaugeText(name, gauge)}</span>
      {gauge.used !== null && gauge.most !== null && gauge.most > 0 && (
        <meter
          aria-label={words[name]}
          min={0}
          max={gauge.most}
          value={Math.min(gauge.used, gauge.most)}
          className={look}
        />
      )}
      {word !== null && <span className={`status ${look}`}>{word}</span>}
    </>
  );
}

function gaugeText(name: (typeof names)[number], { used, most }: Gauge): string {
  const shown = (value: number) => (name === "bytes" ? limitText(value) : value.toLocaleString());
  if (used === null)
    return most === null ? words.unknown : fill(words.of, { used: words.unknown, most: shown(most) });
  return most === null ? shown(used) : fill(words.of, { used: shown(used), most: shown(most) });
}

/** Whether a limit is reached or nearly so, with the look of it. */
export function fullnessOf({ used, most }: Gauge): { look: "ok" | "warn" | "danger"; word: string | null } {
  if (used === null || most === null || used < most * nearly) return { look: "ok", word: null };
  return used >= most ? { look: "danger", word: words.full } : { look: "warn", word: words.almostFull };
}
