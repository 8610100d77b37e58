import type { EvaluationRemark, EvaluationWeight } from "../../../preload/contract/evaluation-plans.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { evaluationPlans } from "../../../preload/strings/evaluation-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { formatCost } from "../../figures/format.ts";
import { Facts, Part } from "../../ui/card-part.tsx";
import { goToPlace } from "../../ui/plan-section.tsx";
import { changeDraft } from "../state.ts";
import { Overlap } from "./overlap.tsx";
import { Pilot } from "./pilot.tsx";
import { placeFor, placeOfRemark, places } from "./places.ts";
import { Power } from "./power.tsx";
import { fullPrice, remarkText, timeText } from "./texts.ts";
import { useRemoteConnections } from "./use-remote-connections.ts";
import type { WeightState } from "./use-weight.ts";

const words = evaluationDrafts.before;

/** Brings the card into sight, which stands below the settings in a narrow window, and gives it the focus. */
export function goToCard(): void {
  const card = document.getElementById(places.before);
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}

/** What keeps a draft from being started. */
export const blocksOf = (weight: EvaluationWeight): EvaluationRemark[] =>
  weight.remarks.filter(({ severity }) => severity === "blocks");

/** What there is to know before an evaluation starts: what is missing, what it costs, and what it can show. */
export function Card(props: { evaluation: Evaluation; state: WeightState; isWhole: boolean }) {
  const { evaluation, state, isWhole } = props;
  const { weight, isReading } = state;
  const { data, models } = evaluation.settings;
  return (
    <aside
      id={places.before}
      className="plan-card"
      tabIndex={-1}
      aria-label={words.title}
      aria-busy={isReading}
    >
      <div className="row">
        <h2 className="grow">{words.title}</h2>
        <span className="muted small" role="status">
          {isReading && (weight ? words.stale : words.reading)}
        </span>
      </div>
      {!isWhole && <p className="status warn">{evaluationDrafts.unfinished}</p>}
      {weight && (
        <>
          <Remarks weight={weight} isWhole={isWhole} />
          {weight.rows > 0 && models.length > 0 && <Size evaluation={evaluation} weight={weight} />}
          {weight.rows > 0 && models.length !== 1 && <Power weight={weight} data={data} />}
          {data && models.length > 0 && (
            <Pilot evaluation={evaluation} canRun={isWhole && blocksOf(weight).length === 0} />
          )}
          {data && models.length > 0 && <Overlap evaluation={evaluation} />}
        </>
      )}
    </aside>
  );
}

function Remarks({ weight, isWhole }: { weight: EvaluationWeight; isWhole: boolean }) {
  const blocks = blocksOf(weight);
  const warnings = weight.remarks.filter(({ severity }) => severity === "warns");
  return (
    <>
      {blocks.length === 0 ? (
        isWhole && (
          <p className="status ok" role="status">
            {words.ready}
          </p>
        )
      ) : (
        <section className="card-part">
          <h3 className="status warn">{counted(words.problems, blocks.length)}</h3>
          <RemarkList remarks={blocks} />
        </section>
      )}
      {warnings.length > 0 && (
        <Part title={words.warnings}>
          <RemarkList remarks={warnings} />
        </Part>
      )}
    </>
  );
}

const RemarkList = ({ remarks }: { remarks: readonly EvaluationRemark[] }) => (
  <ul className="card-problems">
    {remarks.map((remark) => (
      <li key={remarkText(remark)}>
        <button type="button" className="link" onClick={() => goToPlace(placeOfRemark(remark.code))}>
          {remarkText(remark)}
        </button>
        <Switch code={remark.code} />
      </li>
    ))}
  </ul>
);

/** Switches to the place where what a remark is about can run. */
function Switch({ code }: { code: string }) {
  const [first] = useRemoteConnections();
  const to = placeFor(code, first?.id ?? null);
  if (to === null) return null;
  return (
    <button type="button" className="button small" onClick={() => changeDraft({ place: to })}>
      {evaluationDrafts.run.switchTo[to.kind]}
    </button>
  );
}

function Size({ evaluation, weight }: { evaluation: Evaluation; weight: EvaluationWeight }) {
  const { rows, requests, cost, time, tokens } = weight;
  const { models, graders } = evaluation.settings;
  const full = fullPrice(weight);
  const nameOf = (all: readonly { id: string; name: string }[], id: string) =>
    all.find((one) => one.id === id)?.name ?? "";
  const parts = [
    ...weight.models.map((one) => ({ ...one, name: nameOf(models, one.id) })),
    ...weight.judges.map(({ graderId, ...one }) => ({
      ...one,
      id: graderId,
      ...{ limits: null, isBatch: false },
      name: fill(words.judge, { name: nameOf(graders, graderId) }),
    })),
  ];
  return (
    <Part title={words.size}>
      <p className="figure">{costText(cost)}</p>
      {full && <p className="muted small">{fill(words.batchPrice, { cost: formatCost(full) })}</p>}
      <Facts
        facts={[
          [words.time, time === null ? words.timeUnknown : fill(words.timeAbout, { time: timeText(time) })],
          [words.rows, rows.toLocaleString()],
          [words.requests, requestsText(requests)],
          [words.tokens, tokensText(tokens)],
        ]}
      />
      {parts.length > 1 && (
        <details className="plan-more small">
          <summary>{words.byModel}</summary>
          <dl>
            {parts.map((one) => (
              <div key={one.id}>
                <dt>
                  <b dir="auto">{one.name}</b>
                </dt>
                {one.isBatch && one.cost && !one.cost.isTyped && <dd className="muted">{words.halfPrice}</dd>}
                <dd>
                  {fill(words.modelText, {
                    cost:
                      one.cost === null
                        ? words.unknown
                        : one.cost.amount === 0
                          ? words.free
                          : formatCost(one.cost),
                    time: one.time === null ? words.unknown : timeText(one.time),
                  })}
                </dd>
                {one.limits && one.limits.tokens !== null && one.limits.requests !== null && (
                  <dd className="muted">
                    {fill(words.limits, {
                      tokens: one.limits.tokens.toLocaleString(),
                      requests: one.limits.requests.toLocaleString(),
                    })}
                  </dd>
                )}
              </div>
            ))}
          </dl>
        </details>
      )}
    </Part>
  );
}

function costText(cost: EvaluationWeight["cost"]): string {
  if (cost === null) return words.costUnknown;
  return cost.amount === 0 ? words.costFree : fill(words.costAbout, { cost: formatCost(cost) });
}

function requestsText({ models, judges }: EvaluationWeight["requests"]): string {
  if (judges === 0) return models.toLocaleString();
  return fill(words.requestsText, { models: models.toLocaleString(), judges: judges.toLocaleString() });
}

/** Tokens of a question and an answer, and where the size of the answer comes from. */
function tokensText({ question, answer, answerFrom }: EvaluationWeight["tokens"]): string {
  const asked = Math.round(question).toLocaleString();
  if (answer === null) return fill(words.tokensNone, { question: asked });
  const answered = Math.round(answer).toLocaleString();
  const source = fill(evaluationPlans.answerFrom[answerFrom], { tokens: answered });
  return `${fill(words.tokensText, { question: asked, answer: answered })}. ${source}.`;
}
