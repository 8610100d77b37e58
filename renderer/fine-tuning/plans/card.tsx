import type { ReactNode } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type {
  CardNote,
  TunableModel,
  TuningCard,
  TuningCost,
  TuningPlan,
} from "../../../preload/contract/tuning-plans.ts";
import { noteText } from "../../../preload/strings/card-note.ts";
import { needsText } from "../../../preload/strings/cost-needs.ts";
import { actions } from "../../../preload/strings/diagnoses.ts";
import { strings } from "../../../preload/strings/en.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { connectionActions } from "../../connections/index.ts";
import { counted } from "../../figures/counted.ts";
import { moneyText } from "../../prices/index.ts";
import { linkTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { dateText, listDate } from "../dates.ts";
import { Gauges } from "../gauges.tsx";
import { skuName } from "../tuned/sku-name.ts";
import { PriceLine } from "./price-line.tsx";
import { distinctNotes, goToField } from "./section.tsx";
import type { CardState } from "./use-card.ts";

const words = tuningPlans.card;

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
    <aside className="plan-card" aria-label={words.title} aria-busy={isReading}>
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

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

const Facts = ({ facts }: { facts: (readonly [string, ReactNode] | null)[] }) => (
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

function ModelParts({ model, region }: { model: TunableModel; region: string | null }) {
  const date = listDate(model.deploy.listedAt);
  const types = model.types.map((type) => tuningPlans.types.names[type]);
  const limited = model.types.filter((type) => model.regions[type]);
  return (
    <Part title={words.training}>
      <p className="small">{fill(words[model.known], { date })}</p>
      <Facts facts={[[words.trainTypes, types.join(", ")], region === null ? null : [words.here, region]]} />
      {limited.length > 0 && (
        <details className="plan-more small">
          <summary>{words.regionsOpen}</summary>
          <Facts
            facts={model.types.map((type) => [
              tuningPlans.types.names[type],
              model.regions[type]?.join(", ") ?? words.anyRegion,
            ])}
          />
        </details>
      )}
    </Part>
  );
}

function Deploying({
  card,
  model,
  onPriced,
}: {
  card: TuningCard;
  model: TunableModel;
  onPriced: () => void;
}) {
  const { hosting } = card;
  const { deploy } = model;
  const currency = hosting?.price?.currency ?? null;
  return (
    <Part title={words.deploy}>
      <p className={`status ${deploy.way === "here" ? "ok" : deploy.way === "portal" ? "warn" : "unknown"}`}>
        {deployAnswer(model)}
      </p>
      <Facts
        facts={[
          [
            words.hosting,
            <PriceLine
              key="price"
              model={model.id}
              unit="hosting"
              price={hosting?.price ?? null}
              onPriced={onPriced}
            />,
          ],
          hosting && hosting.perDay !== null && hosting.perMonth !== null && currency !== null
            ? [
                words.hostingSum,
                fill(words.hostingIs, {
                  day: moneyText(hosting.perDay, currency),
                  month: moneyText(hosting.perMonth, currency),
                }),
              ]
            : null,
        ]}
      />
      {hosting?.price === null && <p className="muted small">{words.hostingUnknown}</p>}
      {hosting?.hasDeveloper && <p className="muted small">{words.developer}</p>}
      <p className="muted small">{fill(words.deployFrom, { date: listDate(deploy.listedAt) })}</p>
    </Part>
  );
}

/** Whether and how what comes of a model can be deployed, in a sentence. */
export function deployAnswer({ deploy: { way, types } }: Pick<TunableModel, "deploy">): string {
  const values = { types: types.map(skuName).join(", ") };
  if (way === "unknown") return words.deployUnknown;
  if (way === "here") return types.length === 0 ? words.deployHereUnknown : fill(words.deployHere, values);
  return types.length === 0 ? words.deployPortal : fill(words.deployPortalAs, values);
}

function Retirement({ model: { trainingEnds, deploymentsEnd, datesFrom } }: { model: TunableModel }) {
  if (trainingEnds === null && deploymentsEnd === null)
    return (
      <Part title={words.retirement}>
        <p className="muted small">{words.noDates}</p>
      </Part>
    );
  return (
    <Part title={words.retirement}>
      <ul className="small">
        {trainingEnds !== null && <li>{fill(words.trainingEnds, { date: dateText(trainingEnds) })}</li>}
        {deploymentsEnd !== null && <li>{fill(words.deploymentsEnd, { date: dateText(deploymentsEnd) })}</li>}
      </ul>
      <p className="muted small">
        {datesFrom === null
          ? words.datesFromService
          : fill(words.datesFromList, { date: listDate(datesFrom) })}
      </p>
    </Part>
  );
}

function Cost(props: { card: TuningCard; plan: TuningPlan; onPriced: () => void }) {
  const { card, plan, onPriced } = props;
  const { cost } = card;
  const price: readonly [string, ReactNode] | null =
    plan.model === null
      ? null
      : [
          words.price,
          <PriceLine
            key="price"
            model={plan.model}
            unit={cost.unit === "tokens" ? "tokens" : "hour"}
            price={cost.price}
            onPriced={onPriced}
          />,
        ];
  return (
    <Part title={words.cost}>
      <p className="figure">{totalText(cost) ?? missingText(cost)}</p>
      <Facts
        facts={
          cost.unit === "tokens"
            ? [[words.tokens, tokensOf(cost)], [words.epochs, epochsOf(cost)], price]
            : [[words.hours, hoursOf(cost)], price]
        }
      />
      {plan.grader?.type === "score_model" && <p className="muted small">{words.graderCost}</p>}
    </Part>
  );
}

/** What training costs in all; null where that is not known. Estimated tokens make it an estimate. */
export function totalText({ total, price, tokens, unit, epochs }: TuningCost): string | null {
  if (total === null || price === null) return null;
  const shown = moneyText(total, price.currency);
  const isSure = unit === "tokens" && tokens?.error === 0 && epochs?.from === "plan";
  return isSure ? shown : fill(strings.datasets.cost.totalAbout, { total: shown });
}

/** What is missing before the cost is known. */
export const missingText = ({ unit, tokens, epochs, hours, price }: TuningCost): string =>
  needsText(unit === "tokens" ? { tokens, epochs, price } : { hours, price });

function tokensOf({ tokens }: TuningCost): string {
  if (tokens === null) return words.tokensUnknown;
  const count = tokens.tokens.toLocaleString();
  return tokens.error > 0 ? fill(words.about, { count }) : count;
}

const epochsOf = ({ epochs }: TuningCost): string =>
  epochs === null
    ? words.epochsUnknown
    : fill(epochs.from === "plan" ? words.epochsPlan : words.epochsLearned, { count: epochs.count });

const hoursOf = ({ hours }: TuningCost): string =>
  hours === null ? words.hoursUnknown : fill(words.hoursLearned, { count: hours.toLocaleString() });

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
