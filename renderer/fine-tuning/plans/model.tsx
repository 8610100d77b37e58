import { useEffect, useRef, useState } from "react";
import type { CardNote, TunableModel, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { dayText } from "../../../preload/strings/list-date.ts";
import { notThis } from "../../../preload/strings/tuning-codes.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { connectionActions } from "../../connections/index.ts";
import { counted } from "../../figures/counted.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { skuName } from "../tuned/sku-name.ts";
import { FieldProblems, Section } from "./section.tsx";
import { changePlan } from "./state.ts";
import type { ModelsState } from "./use-models.ts";

const words = tuningPlans.model;

/** Models among which one is searched for instead of looked at. */
const few = 6;

/** What is tuned. What is chosen stands alone until it is to be changed. */
export function Model(props: { plan: TuningPlan; state: ModelsState; problems: readonly CardNote[] }) {
  const { plan, state, problems } = props;
  const { models, diagnosis, isReading, retry } = state;
  const [isChoosing, setChoosing] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const isMoved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows when the list has gone.
  useEffect(() => {
    if (isMoved.current) change.current?.focus();
    isMoved.current = false;
  }, [isChoosing, plan.model]);
  const end = () => {
    isMoved.current = true;
    setChoosing(false);
  };
  const chosen = models?.find(({ id }) => id === plan.model) ?? null;
  const choose = (model: TunableModel) => {
    end();
    const [only, ...others] = model.types;
    const hasOne = only !== undefined && others.length === 0;
    changePlan(plan.id, { model: model.id, ...(hasOne && { trainingType: only }) });
  };
  return (
    <Section field="model" title={words.title}>
      {plan.connectionId === null && <p className="muted">{words.first}</p>}
      {isReading && (
        <p className="muted" role="status">
          {words.reading}
        </p>
      )}
      {diagnosis && plan.connectionId !== null && (
        <DiagnosisView diagnosis={diagnosis} on={connectionActions(plan.connectionId, retry)} />
      )}
      {plan.model !== null && !isChoosing && (
        <div className="plan-chosen">
          <span className="grow">
            <b>{plan.model}</b>
            {chosen && <ModelFacts model={chosen} />}
          </span>
          {models && models.length > 0 && (
            <button ref={change} type="button" className="button" onClick={() => setChoosing(true)}>
              {words.change}
            </button>
          )}
        </div>
      )}
      {models && (plan.model === null || isChoosing) && (
        <ModelList models={models} chosen={plan.model} onChoose={choose} onKeep={isChoosing ? end : null} />
      )}
      <FieldProblems field="model" problems={problems} />
    </Section>
  );
}

function ModelList(props: {
  models: TunableModel[];
  chosen: string | null;
  onChoose: (model: TunableModel) => void;
  onKeep: (() => void) | null;
}) {
  const { models, chosen, onChoose, onKeep } = props;
  const [search, setSearch] = useState("");
  const found = modelsFor(models, search);
  const able = found.filter(({ why }) => why === null);
  const unable = found.filter(({ why }) => why !== null);
  return (
    <>
      <div className="row">
        {models.length > few && (
          <span className="input grow">
            <input
              type="search"
              dir="ltr"
              // biome-ignore lint/a11y/noAutofocus: it stands in the place of the button that was pressed.
              autoFocus={onKeep !== null}
              aria-label={words.search}
              placeholder={words.search}
              value={search}
              spellCheck={false}
              onChange={({ target }) => setSearch(target.value)}
            />
          </span>
        )}
        {onKeep && (
          <button type="button" className="button" onClick={onKeep}>
            {words.keep}
          </button>
        )}
      </div>
      {models.length === 0 && <p className="muted">{words.none}</p>}
      {models.length > 0 && found.length === 0 && <p className="muted">{words.noMatch}</p>}
      {able.length > 0 && (
        <ul className="plan-choices models" aria-label={words.title}>
          {able.map((model) => (
            <li key={model.id}>
              <button
                type="button"
                className="plan-choice"
                aria-pressed={model.id === chosen}
                onClick={() => onChoose(model)}
              >
                <b>{model.id}</b>
                <ModelFacts model={model} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {unable.length > 0 && (
        <details className="plan-more small">
          <summary>{counted(words.not, unable.length)}</summary>
          <ul>
            {unable.map(({ id, why }) => (
              <li key={id}>
                <b>{id}</b> <span className="muted">{codedText(notThis, why ?? "")}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Those whose id, base or methods hold every word of a search, in any case. */
export function modelsFor(models: readonly TunableModel[], search: string): TunableModel[] {
  const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter(({ id, tunedFrom, methods }) => {
    const text = [id, tunedFrom, ...methods.map((method) => tuningJobs.methods[method])]
      .join(" ")
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function ModelFacts({ model }: { model: TunableModel }) {
  const { known, tunedFrom, methods, images, isPreview, byInvitation, trainingEnds } = model;
  // What the catalog alone says can be tuned may take any method, and need not.
  const isListed = known !== "flagged";
  const types = isListed ? model.types : [];
  const typeNames = types.map((type) => tuningPlans.types.names[type]).join(", ");
  const lines = [
    tunedFrom === null ? "" : fill(words.tuned, { base: tunedFrom }),
    isListed ? methods.map((method) => tuningJobs.methods[method]).join(", ") : words.unlisted,
    [
      types.length > 0 && fill(words.types, { types: typeNames }),
      trainingEnds !== null && fill(words.until, { date: dayText(trainingEnds) }),
    ]
      .filter(Boolean)
      .join(" · "),
    deployText(model),
  ];
  return (
    <>
      {lines.filter(Boolean).map((line) => (
        <small key={line}>{line}</small>
      ))}
      {(images || isPreview || byInvitation) && (
        <small className="row wrap">
          {images && <span className="chip">{words.images}</span>}
          {isPreview && <span className="chip">{words.preview}</span>}
          {byInvitation && <span className="chip warn">{words.byInvitation}</span>}
        </small>
      )}
    </>
  );
}

function deployText({ deploy }: TunableModel): string {
  if (deploy.way === "portal") return words.portal;
  if (deploy.way === "unknown") return words.unknownDeploy;
  return deploy.types.length === 0
    ? words.hereUnknown
    : fill(words.here, { types: deploy.types.map(skuName).join(", ") });
}
