import "../../ui/page.css";
import "./tuned.css";
import { RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import type { TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { counted } from "../../figures/counted.ts";
import { sumText } from "../../prices/index.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/use-now.ts";
import { DeploymentRow, isThere } from "./deployment-row.tsx";
import { followTunedModels, refreshTunedModels, useTunedModels } from "./state.ts";

const words = tunedModels;

/** The ledger: every deployment of a tuned model, what it costs, and when it ends. */
export function DeploymentsPage() {
  const list = useTunedModels(({ list }) => list);
  const diagnosis = useTunedModels(({ diagnosis }) => diagnosis);
  const [isReading, setReading] = useState(false);
  const [said, setSaid] = useState("");
  const there = list?.filter(isThere) ?? [];
  const gone = list?.filter((one) => !isThere(one)) ?? [];
  const now = useNow(list?.some(({ endsAt }) => endsAt !== null) ?? false);
  const refresh = async (byItself: string | null) => {
    setReading(true);
    await refreshTunedModels(byItself);
    setReading(false);
  };
  useEffect(() => {
    followTunedModels();
    setReading(true);
    void refreshTunedModels("refresh").then(() => setReading(false));
  }, []);
  return (
    <>
      <header className="page-header">
        <div className="row wrap">
          <h1 className="grow ledger-title">{words.title}</h1>
          <span className="muted small" role="status">
            {isReading ? words.refreshing : said}
          </span>
          <button
            type="button"
            className="button"
            aria-disabled={isReading}
            onClick={() => void (isReading || refresh(null))}
          >
            <Icon of={RotateCw} size={14} />
            {words.refresh}
          </button>
        </div>
        <p className="muted small">{words.text}</p>
        <Sum there={there} />
      </header>
      {diagnosis && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={diagnosis} on={{ retry: () => void refresh(null) }} />
        </div>
      )}
      {list === null && <p className="empty muted">{words.reading}</p>}
      {list?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
          <p>{words.noneText}</p>
        </div>
      )}
      {list !== null && list.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
        <section className="scroll ledger" aria-label={words.title} tabIndex={0}>
          {there.length > 0 && <Table list={there} now={now} onSaid={setSaid} />}
          {gone.length > 0 && (
            <details open={there.length === 0}>
              <summary>{counted(words.gone, gone.length)}</summary>
              <Table list={gone} now={now} onSaid={setSaid} />
            </details>
          )}
        </section>
      )}
    </>
  );
}

function Table(props: { list: readonly TunedDeployment[]; now: number; onSaid: (said: string) => void }) {
  const { list, now, onSaid } = props;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{words.columns.deployment}</th>
          <th scope="col">{words.columns.state}</th>
          <th scope="col">{words.columns.type}</th>
          <th scope="col">{words.columns.cost}</th>
          <th scope="col">{words.columns.ends}</th>
          <th scope="col">
            <span className="unseen">{words.columns.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((deployment) => (
          <DeploymentRow key={deployment.id} deployment={deployment} now={now} onSaid={onSaid} />
        ))}
      </tbody>
    </table>
  );
}

/** What all that is there costs a month, by currency, and of how many no price is known. */
function Sum({ there }: { there: readonly TunedDeployment[] }) {
  const amounts = new Map<string, number>();
  for (const { hosting } of there)
    if (hosting?.price && hosting.perMonth !== null)
      amounts.set(hosting.price.currency, (amounts.get(hosting.price.currency) ?? 0) + hosting.perMonth);
  const unknown = there.filter(({ hosting }) => hosting?.perMonth == null).length;
  if (amounts.size === 0) return null;
  const amount = [...amounts].map(([currency, sum]) => sumText(sum, currency)).join(" + ");
  return (
    <p>
      {unknown === 0
        ? fill(words.hosting.total, { amount })
        : fill(counted(words.hosting.totalPart, unknown), { amount })}
    </p>
  );
}
