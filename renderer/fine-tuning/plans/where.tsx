import type { TrainingPlace, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { cannotTrain } from "../../../preload/strings/tuning-codes.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { counted } from "../../figures/counted.ts";
import { linkTo } from "../../route.ts";
import { ConnectWays } from "../connect-ways.tsx";
import { Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.where;

/** Where the job will run: what can train, and why the rest can't. */
export function Where({ plan, places }: { plan: TuningPlan; places: TrainingPlace[] }) {
  const able = places.filter(({ why }) => why === null);
  const unable = places.filter(({ why }) => why !== null);
  const chosen = places.find(({ connectionId }) => connectionId === plan.connectionId);
  const first = able[0];
  return (
    <Section field="connectionId" title={words.title} hint={words.hint}>
      {able.length === 0 && <p>{words.none}</p>}
      {chosen && chosen.why !== null && (
        <div className="row wrap">
          <span className="status warn small">
            {fill(words.cannotThis, { name: chosen.name })} {reason(chosen)}
          </span>
          {first && (
            <button
              type="button"
              className="button"
              onClick={() => changePlan(plan.id, { connectionId: first.connectionId })}
            >
              {fill(words.use, { name: first.name })}
            </button>
          )}
        </div>
      )}
      <div className="plan-choices" role="radiogroup" aria-label={words.title}>
        {able.map((place) => (
          <label key={place.connectionId} className="plan-choice">
            <input
              type="radio"
              name="place"
              checked={place.connectionId === plan.connectionId}
              onChange={() => changePlan(plan.id, { connectionId: place.connectionId })}
            />
            <span>
              <b dir="auto">{place.name}</b>
              <small>{place.isSandbox ? words.sandbox : place.host}</small>
            </span>
          </label>
        ))}
      </div>
      {able.length === 0 && (
        <ConnectWays onSandbox={(connectionId) => changePlan(plan.id, { connectionId })} />
      )}
      {unable.length > 0 && (
        <details className="plan-more small">
          <summary>{counted(words.cannot, unable.length)}</summary>
          <ul>
            {unable.map((place) => (
              <li key={place.connectionId}>
                <b dir="auto">{place.name}</b> <span className="muted">{reason(place)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {chosen && chosen.why === null && (
        <p>
          <a className="link small" href={linkTo("fineTuning", `resource:${chosen.connectionId}`)}>
            {words.manage}
          </a>
        </p>
      )}
    </Section>
  );
}

/** Why a connection can't train. */
export const reason = ({ why }: TrainingPlace): string => codedText(cannotTrain, why ?? "") ?? "";
