import type { TunableModel, TuningCard } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { dayText, listDate } from "../../../preload/strings/list-date.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { moneyText } from "../../prices/index.ts";
import { Facts, Part } from "../../ui/card-part.tsx";
import { skuName } from "../tuned/sku-name.ts";
import { PriceLine } from "./price-line.tsx";

const words = tuningPlans.card;

/** Whether and where a model can be tuned. */
export function ModelParts({ model, region }: { model: TunableModel; region: string | null }) {
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

/** Whether what comes of it can be deployed, and what that costs. */
export function Deploying({
  card,
  model,
  onPriced,
}: {
  card: TuningCard;
  model: TunableModel;
  onPriced: () => void;
}) {
  const { hosting, canDeploy } = card;
  const { deploy } = model;
  const way = wayOf(model, canDeploy);
  const currency = hosting?.price?.currency ?? null;
  return (
    <Part title={words.deploy}>
      <p className={`status ${way === "here" ? "ok" : way === "portal" ? "warn" : "unknown"}`}>
        {deployAnswer(model, canDeploy)}
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

/** What can be deployed from here in general can't be over a connection with a key. */
const wayOf = ({ deploy: { way } }: Pick<TunableModel, "deploy">, canDeploy: boolean) =>
  way === "here" && !canDeploy ? "portal" : way;

/** Whether and how what comes of a model can be deployed, in a sentence. `canDeploy` as the card has it. */
export function deployAnswer(model: Pick<TunableModel, "deploy">, canDeploy: boolean): string {
  const { types } = model.deploy;
  const way = wayOf(model, canDeploy);
  const values = { types: types.map(skuName).join(", ") };
  if (way === "unknown") return words.deployUnknown;
  if (way === "here") return types.length === 0 ? words.deployHereUnknown : fill(words.deployHere, values);
  return types.length === 0 ? words.deployPortal : fill(words.deployPortalAs, values);
}

/** When training and deployments end. */
export function Retirement({ model: { trainingEnds, deploymentsEnd, datesFrom } }: { model: TunableModel }) {
  if (trainingEnds === null && deploymentsEnd === null)
    return (
      <Part title={words.retirement}>
        <p className="muted small">{words.noDates}</p>
      </Part>
    );
  return (
    <Part title={words.retirement}>
      <ul className="small">
        {trainingEnds !== null && <li>{fill(words.trainingEnds, { date: dayText(trainingEnds) })}</li>}
        {deploymentsEnd !== null && <li>{fill(words.deploymentsEnd, { date: dayText(deploymentsEnd) })}</li>}
      </ul>
      <p className="muted small">
        {datesFrom === null
          ? words.datesFromService
          : fill(words.datesFromList, { date: listDate(datesFrom) })}
      </p>
    </Part>
  );
}
