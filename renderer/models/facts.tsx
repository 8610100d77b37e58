import { RefreshCw } from "lucide-react";
import { useState } from "react";
import type { Dataset } from "../../preload/contract/datasets.ts";
import type { ModelPrice, RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { dayText } from "../../preload/strings/list-date.ts";
import { useConnections } from "../connections/index.ts";
import { useDatasets } from "../datasets/index.ts";
import { useTypedText } from "../prices/index.ts";
import { capabilityText } from "../targets/capabilities.ts";
import { Icon } from "../ui/icon.tsx";
import { refreshModel } from "./state.ts";

const words = strings.models.facts;

/** What the service knew of a model when it was read last, and where it points. */
export function ModelFacts({ model }: { model: RegisteredModel }) {
  const [reading, setReading] = useState(false);
  const names = useConnections(({ list }) => list) ?? [];
  const files = useDatasets(({ list }) => list);
  const { known, connectionId, connection, deployment, datasets, createdAt } = model;
  const typed = useTypedText(connectionId ?? "", deployment);
  const here = names.find(({ id }) => id === connectionId)?.name;
  const read = async () => {
    setReading(true);
    await refreshModel(model, true);
    setReading(false);
  };
  const facts: [string, string | null][] = [
    [words.connection, here ?? fill(words.connectionMissing, connection)],
    [words.deployment, deployment],
    [words.model, known.model],
    [words.version, known.version],
    [words.publisher, known.publisher],
    [words.sku, known.sku],
    [words.context, tokens(known.contextTokens)],
    [words.output, tokens(known.outputTokens)],
    [words.capabilities, known.capabilities?.map(capabilityText).join(", ") ?? null],
    [retiredWord(known.retiresAt), known.retiresAt === null ? null : dayText(known.retiresAt)],
    [words.price, typed ?? (known.price ? priceText(known.price) : words.priceUnknown)],
    [words.datasets, datasetText(datasets, files ?? [])],
    [words.readAt, known.readAt === null ? null : new Date(known.readAt).toLocaleString()],
    [words.created, new Date(createdAt).toLocaleDateString()],
  ];
  return (
    <section>
      <div className="row">
        <h2 className="grow">{words.title}</h2>
        <button
          type="button"
          className="button quiet square"
          aria-label={words.refresh}
          title={words.refresh}
          disabled={reading}
          onClick={() => void read()}
        >
          <Icon of={RefreshCw} />
        </button>
      </div>
      <p className="unseen" role="status">
        {reading && words.reading}
      </p>
      <dl className="facts">
        {facts.map(([fact, value]) => (
          <div key={fact} className="fact">
            <dt>{fact}</dt>
            <dd className={value === null ? "muted" : undefined} dir="auto">
              {value ?? words.unknown}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const tokens = (count: number | null) =>
  count === null ? null : fill(words.tokens, { count: count.toLocaleString() });

const retiredWord = (time: number | null) =>
  time !== null && time < Date.now() ? words.retired : words.retires;

/** The files by their names; how many of them are no longer there. */
function datasetText(ids: string[], files: Dataset[]): string {
  if (ids.length === 0) return words.noDatasets;
  const found = ids.flatMap((id) => files.find((file) => file.id === id)?.name ?? []);
  const gone = ids.length - found.length;
  const rest =
    gone === 0 ? [] : [gone === 1 ? words.datasetGone.one : fill(words.datasetGone.many, { count: gone })];
  return [...found, ...rest].join(", ");
}

function priceText({ currency, input, cachedInput, output, region }: ModelPrice): string {
  const money = (amount: number) =>
    amount.toLocaleString(undefined, { style: "currency", currency, maximumFractionDigits: 4 });
  const values = { input: money(input), output: money(output), cached: money(cachedInput ?? 0) };
  return `${fill(cachedInput === null ? words.prices : words.pricesCached, values)} ${fill(words.priceOf, { region })}`;
}
