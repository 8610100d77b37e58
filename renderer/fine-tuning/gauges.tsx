import type { Gauge, ResourceLimits } from "../../preload/contract/tuning-plans.ts";
import { fill } from "../../preload/strings/fill.ts";
import { listDate } from "../../preload/strings/list-date.ts";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { limitText } from "../figures/size.ts";
import { skuName } from "./tuned/sku-name.ts";

const words = tuningPlans.gauges;
const names = ["files", "bytes", "jobs", "running", "queued", "deployments"] as const;

/** The share of a limit from which it is worth a look. */
const nearly = 0.8;

/** How full a resource is, limit by limit, and the quotas of its region; with `onlyUsed` those that something takes from. */
export function Gauges({ limits, onlyUsed = false }: { limits: ResourceLimits; onlyUsed?: boolean }) {
  return (
    <>
      <ul className="gauges small">
        {names.map((name) => (
          <li key={name}>
            <Measure
              label={words[name]}
              gauge={limits[name]}
              text={name === "bytes" ? limitText : countText}
            />
          </li>
        ))}
      </ul>
      <p className="muted small">
        {fill(words.from, {
          date: listDate(limits.listedAt),
          time: new Date(limits.readAt).toLocaleTimeString(undefined, { timeStyle: "short" }),
        })}
      </p>
      <Quotas quotas={limits.quotas} onlyUsed={onlyUsed} />
    </>
  );
}

/** What Azure itself says. */
function Quotas({ quotas, onlyUsed }: { quotas: ResourceLimits["quotas"]; onlyUsed: boolean }) {
  if (quotas === "not_asked") return null;
  if (typeof quotas === "string")
    return <p className="muted small">{quotas === "refused" ? words.quotaRefused : words.quotaUnread}</p>;
  const rows = quotas.rows.filter(({ used }) => !onlyUsed || used > 0);
  if (rows.length === 0) return null;
  const title = fill(words.quota, { region: quotas.region });
  return (
    <div className="quotas">
      <p className="small">{title}</p>
      <ul className="gauges small" aria-label={title}>
        {rows.map(({ sku, model, used, limit }) => (
          <li key={`${sku} ${model}`}>
            <Measure
              label={fill(words.quotaOf, { model, type: skuName(sku) })}
              gauge={{ used, most: limit }}
              text={countText}
            />
          </li>
        ))}
      </ul>
      <p className="muted small">{words.quotaFrom}</p>
    </div>
  );
}

function Measure(props: { label: string; gauge: Gauge; text: (value: number) => string }) {
  const { label, gauge, text } = props;
  const { look, word } = fullnessOf(gauge);
  return (
    <>
      <span>{label}</span>
      <span className="gauge-text">{gaugeText(gauge, text)}</span>
      {gauge.used !== null && gauge.most !== null && gauge.most > 0 && (
        <meter
          aria-label={label}
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

const countText = (value: number) => value.toLocaleString();

function gaugeText({ used, most }: Gauge, shown: (value: number) => string): string {
  if (used === null)
    return most === null ? words.unknown : fill(words.of, { used: words.unknown, most: shown(most) });
  return most === null ? shown(used) : fill(words.of, { used: shown(used), most: shown(most) });
}

/** Whether a limit is reached or nearly so, with the look of it. */
export function fullnessOf({ used, most }: Gauge): { look: "ok" | "warn" | "danger"; word: string | null } {
  if (used === null || most === null || used < most * nearly) return { look: "ok", word: null };
  return used >= most ? { look: "danger", word: words.full } : { look: "warn", word: words.almostFull };
}
