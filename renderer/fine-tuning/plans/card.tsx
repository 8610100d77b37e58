import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { CardNote, TuningCard, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { noteText } from "../../../preload/strings/card-note.ts";
import { actions } from "../../../preload/strings/diagnoses.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { connectionActions } from "../../connections/index.ts";
import { counted } from "../../figures/counted.ts";
import { linkTo } from "../../route.ts";
import { Part } from "../../ui/card-part.tsx";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Gauges } from "../gauges.tsx";
import { Cost } from "./card-cost.tsx";
import { Deploying, ModelParts, Retirement } from "./card-model.tsx";
import { distinctNotes, goToField } from "./section.tsx";
import type { CardState } from "./use-card.ts";

const words = tuningPlans.card;
const cardId = "plan-card";

/** Brings the card into sight, which stands below the settings in a narrow window, and gives it the focus. */
export function goToCard(): void {
  const card = document.getElementById(cardId);
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}

/** What there is to know before a job starts: what is missing, what it costs, and what can come of it. */
export function Card(props: {
  plan: TuningPlan;
  state: CardState;
  /** What is shown to be wrong beside the card already. */
  told: Diagnosis | null;
  onPriced: () => void;
}) {
  const { plan, state, told, onPriced } = props;
  const { card, isReading, refresh } = state;
  return (
    <aside id={cardId} className="plan-card" tabIndex={-1} aria-label={words.title} aria-busy={isReading}>
      <div className="row">
        <h2 className="grow">{words.title}</h2>
        <span className="muted small" role="status">
          {isReading && (card ? words.stale : words.reading)}
        </span>
      </div>
      {card ? (
        <>
          <Problems card={card} />
          {card.model && <ModelParts model={card.model} region={card.region} />}
          {card.model && <Deploying card={card} model={card.model} onPriced={onPriced} />}
          {card.model && <Retirement model={card.model} />}
          <Cost card={card} plan={plan} onPriced={onPriced} />
          <Limits card={card} plan={plan} told={told} refresh={refresh} />
          <Notes notes={card.notes} />
        </>
      ) : (
        isReading && <Skeleton />
      )}
    </aside>
  );
}

/** The places that the card's parts take, until they are known. */
const Skeleton = () => (
  <div className="plan-skeleton" aria-hidden="true">
    {[60, 90, 75, 85, 50].map((width) => (
      <span key={width} style={{ width: `${width}%` }} />
    ))}
  </div>
);

function Problems({ card }: { card: TuningCard }) {
  const { canStart } = card;
  const problems = distinctNotes(card.problems);
  if (problems.length === 0)
    return (
      <p className={canStart ? "status ok" : "status unknown"} role="status">
        {canStart ? words.ready : words.notReady}
      </p>
    );
  return (
    <section className="card-part">
      <h3 className="status warn">{counted(words.problems, problems.length)}</h3>
      <ul className="card-problems">
        {problems.map((note) => (
          <li key={noteText(note)}>
            <Problem note={note} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Problem({ note }: { note: CardNote }) {
  const { field } = note;
  if (field === null) return noteText(note);
  return (
    <button
      type="button"
      className="link"
      title={fill(words.goTo, { field: words.fields[field] })}
      onClick={() => goToField(field)}
    >
      {noteText(note)}
    </button>
  );
}

function Limits(props: { card: TuningCard; plan: TuningPlan; told: Diagnosis | null; refresh: () => void }) {
  const { card, plan, told, refresh } = props;
  const { limits, limitsDiagnosis } = card;
  const { connectionId } = plan;
  if (connectionId === null)
    return (
      <Part title={words.limits}>
        <p className="muted small">{words.limitsLater}</p>
      </Part>
    );
  return (
    <Part title={words.limits}>
      {limits && <Gauges limits={limits} />}
      {limitsDiagnosis && <Unread diagnosis={limitsDiagnosis} {...{ connectionId, told, refresh }} />}
      <p>
        <a className="link small" href={linkTo("fineTuning", `resource:${connectionId}`)}>
          {words.cleanUp}
        </a>
      </p>
    </Part>
  );
}

/** Why the limits could not be read; in a line where the same is told in full already. */
function Unread(props: {
  diagnosis: Diagnosis;
  connectionId: string;
  told: Diagnosis | null;
  refresh: () => void;
}) {
  const { diagnosis, connectionId, told, refresh } = props;
  if (diagnosis.code !== told?.code)
    return <DiagnosisView diagnosis={diagnosis} on={connectionActions(connectionId, refresh)} />;
  return (
    <>
      <p className="status warn small">{explain(diagnosis).title}</p>
      <div>
        <button type="button" className="button" onClick={refresh}>
          {actions.retry}
        </button>
      </div>
    </>
  );
}

function Notes({ notes }: { notes: readonly CardNote[] }) {
  if (notes.length === 0) return null;
  return (
    <Part title={words.notes}>
      <ul className="card-notes small">
        {distinctNotes(notes).map((note) => (
          <li key={noteText(note)}>{noteText(note)}</li>
        ))}
      </ul>
    </Part>
  );
}
