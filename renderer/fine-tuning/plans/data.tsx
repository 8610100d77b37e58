import { useId } from "react";
import type { Dataset } from "../../../preload/contract/datasets.ts";
import type {
  CardNote,
  DataFacts,
  PlanData,
  TunableModel,
  TuningPlan,
} from "../../../preload/contract/tuning-plans.ts";
import { strings } from "../../../preload/strings/en.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { PartField, percentOf, useDatasets } from "../../datasets/index.ts";
import { counted } from "../../figures/counted.ts";
import { linkTo } from "../../route.ts";
import { whyUnfit } from "./data-fits.ts";
import { FieldProblems, fieldProps, Section } from "./section.tsx";
import { ask, changePlan } from "./state.ts";

const words = tuningPlans.data;

interface Given {
  plan: TuningPlan;
  model: TunableModel | null;
  facts: { training: DataFacts | null; validation: DataFacts | null };
  problems: readonly CardNote[];
}

/** What the model learns from, and what it is measured on meanwhile. */
export function Data(given: Given) {
  const list = useDatasets(({ list }) => list);
  return (
    <Section field="training" title={words.title}>
      {list?.length === 0 && <p>{words.noDatasets}</p>}
      <DataField {...given} field="training" />
      <div {...fieldProps("validation")}>
        <DataField {...given} field="validation" />
      </div>
      <p className="row wrap small">
        <a className="link" href={linkTo("datasets")}>
          {words.make}
        </a>
      </p>
    </Section>
  );
}

function DataField({ plan, model, facts, problems, field }: Given & { field: "training" | "validation" }) {
  const list = useDatasets(({ list }) => list) ?? [];
  const chosen = plan[field];
  const dataset = list.find(({ id }) => id === chosen?.datasetId) ?? null;
  const selectId = useId();
  // The catalog says nothing of images.
  const mayHaveImages = model === null || model.known === "flagged" ? null : model.images;
  const why = (one: Dataset) => whyUnfit(one, plan.method, mayHaveImages);
  const fit = list.filter((one) => why(one) === null);
  const unfit = list.filter((one) => why(one) !== null);
  const put = (data: PlanData | null) => changePlan(plan.id, { [field]: data });
  const choose = async (datasetId: string) => {
    if (datasetId === "") return put(null);
    const data = await ask(window.assay["tuningPlans.dataOf"]({ datasetId }), "parts");
    if (data === null) return;
    if (field === "validation") return put(data.validation ?? { datasetId, part: null });
    changePlan(plan.id, {
      training: data.training,
      ...(plan.validation === null && { validation: data.validation }),
      ...(plan.method === null && { method: data.method }),
    });
  };
  const needsIt = field === "validation" && plan.method === "reinforcement";
  return (
    <div className="fields data-fields">
      <div className="field">
        <label htmlFor={selectId}>{words[field]}</label>
        <select
          id={selectId}
          className="picker boxed"
          value={chosen?.datasetId ?? ""}
          aria-describedby={`${selectId}-hint`}
          onChange={({ target }) => void choose(target.value)}
        >
          <option value="">{field === "validation" ? words.none : words.pick}</option>
          {chosen && !dataset && <option value={chosen.datasetId}>{words.goneName}</option>}
          <optgroup label={words.fits}>
            {fit.map((one) => (
              <option key={one.id} value={one.id} dir="auto">
                {one.name}
              </option>
            ))}
          </optgroup>
          {unfit.length > 0 && (
            <optgroup label={words.unfit}>
              {unfit.map((one) => (
                <option key={one.id} value={one.id} disabled={one.id !== chosen?.datasetId} dir="auto">
                  {unfitText(one, why(one) ?? "method")}
                </option>
              ))}
            </optgroup>
          )}
        </select>
        {field === "validation" && chosen === null && (
          <span id={`${selectId}-hint`} className="muted small">
            {needsIt ? words.validationNeeded : words.validationHint}
          </span>
        )}
        {dataset && <Facts dataset={dataset} facts={facts[field]} plan={plan} />}
      </div>
      {chosen && dataset && (
        <PartField
          label={words.parts[field]}
          dataset={dataset}
          value={chosen.part}
          onChange={(part) => put({ ...chosen, part })}
        />
      )}
      <FieldProblems field={field} problems={problems} />
    </div>
  );
}

/** A dataset that can't be used, with the reason. */
const unfitText = ({ name, method }: Dataset, why: keyof typeof words.why) =>
  fill(words.unfitOption, {
    name,
    why: fill(words.why[why], { method: strings.datasets.methodsShort[method] }),
  });

/** What is known of the rows, and the ways to know more. */
function Facts({ dataset, facts, plan }: { dataset: Dataset; facts: DataFacts | null; plan: TuningPlan }) {
  return (
    <span className="small data-facts">
      {facts && <span className="muted">{factsText(facts)}</span>}
      {facts && <Standing facts={facts} />}
      <Check dataset={dataset} facts={facts} plan={plan} />
      <a className="link" href={linkTo("datasets", dataset.id)}>
        {words.open}
      </a>
    </span>
  );
}

function Standing({ facts: { blocks } }: { facts: DataFacts }) {
  if (blocks === null) return <span className="status unknown">{words.notChecked}</span>;
  if (blocks > 0) return <span className="status danger">{counted(words.blocks, blocks)}</span>;
  return <span className="status ok">{words.passed}</span>;
}

/** Checks rows for the method and the model of the plan, as the service would. */
function Check({ dataset, facts, plan }: { dataset: Dataset; facts: DataFacts | null; plan: TuningPlan }) {
  const { id, method, job } = dataset;
  if (job !== null)
    return (
      <span className="muted" role="status">
        {strings.datasets.jobs[job.kind]} {percentOf(job)}
      </span>
    );
  if (facts === null || facts.blocks !== null) return null;
  const check = () => ask(window.assay["datasets.check"]({ id, method, model: plan.model }), "check");
  return (
    <button type="button" className="link" onClick={() => void check()}>
      {words.check}
    </button>
  );
}

/** Rows, tokens and version in a line. */
function factsText({ rows, tokens, version }: DataFacts): string {
  const shown = counted(strings.datasets.rows, rows);
  if (tokens === null) return fill(words.facts, { rows: shown, version });
  const text = tokens.error > 0 ? words.tokensAbout : words.tokens;
  return fill(words.factsTokens, {
    rows: shown,
    tokens: fill(text, { count: tokens.tokens.toLocaleString() }),
    version,
  });
}
