import "./deployments.css";
import { Check, CircleMinus, RefreshCw, Search, TriangleAlert } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import type { DeploymentList } from "../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { deploymentNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain, saidIn } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { connectionActions, firstConnection, useConnections } from "../connections/index.ts";
import { goTo, linkTo } from "../route.ts";
import {
  choose,
  deselect,
  matching,
  readDeployments,
  select,
  useDeploymentList,
  useDeployments,
} from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { DeploymentDetails } from "./details.tsx";
import { apisIn, type Filter, filtered, type Order, sorted } from "./rows.ts";
import { DeploymentTable } from "./table.tsx";

const words = strings.deployments;

/** What is deployed behind one connection. */
export function DeploymentsScreen({ connectionId }: { connectionId: string | null }) {
  const connections = useConnections(({ list }) => list);
  if (connections === null) return <main className="screen" />;
  const connection = connections.find(({ id }) => id === connectionId) ?? firstConnection(connections);
  return (
    <main className="screen">
      {connection ? (
        <Deployed key={connection.id} connection={connection} connections={connections} />
      ) : (
        <div className="work">
          <div className="bar">
            <h1>{words.title}</h1>
          </div>
          <div className="empty">
            <h2>{words.noConnectionTitle}</h2>
            <p>{words.noConnectionText}</p>
            <a className="button primary large" href={linkTo("integrations")}>
              {words.goConnect}
            </a>
          </div>
        </div>
      )}
    </main>
  );
}

function Deployed({ connection, connections }: { connection: Connection; connections: Connection[] }) {
  const { list, loading, diagnosis } = useDeploymentList(connection.id);
  const trouble = diagnosis ?? (loading ? null : list?.diagnosis);
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const [order, setOrder] = useState<Order>({ column: "name", descending: false });
  const apis = [
    ...new Set([...apisIn(list?.deployments ?? []), ...(filter in words.filters ? [] : [filter])]),
  ];
  const selectedName = useDeployments(({ selected }) => selected[connection.id]);
  const rows = sorted(filtered(matching(list?.deployments ?? [], search), filter), order);
  const selected = list?.deployments.find(({ name }) => name === selectedName);
  return (
    <>
      <div className="work">
        <div className="bar">
          <h1>{words.title}</h1>
          <ConnectionPicker connection={connection} connections={connections} />
          <span className="grow" />
          <label className="input search">
            <Icon of={Search} size={14} />
            <span className="unseen">{words.search}</span>
            <input
              dir="auto"
              type="search"
              placeholder={words.search}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
          <select
            className="picker"
            aria-label={words.filter}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          >
            {Object.entries(words.filters).map(([one, word]) => (
              <option key={one} value={one}>
                {word}
              </option>
            ))}
            <optgroup label={words.filterByApi}>
              {apis.map((word) => (
                <option key={word} value={word}>
                  {word}
                </option>
              ))}
            </optgroup>
          </select>
          <button
            type="button"
            className="button square"
            aria-label={words.refresh}
            title={words.refresh}
            disabled={loading}
            onClick={() => void readDeployments(connection.id, true)}
          >
            <Icon of={RefreshCw} />
          </button>
        </div>
        <div className="routes" role="status">
          {loading ? (
            <>
              {fill(words.loading, { host: new URL(connection.endpoint).host })}
              <button
                type="button"
                className="button quiet"
                onClick={() => void window.assay["deployments.cancel"]({ connectionId: connection.id })}
              >
                {words.cancel}
              </button>
            </>
          ) : (
            list && <Routes list={list} />
          )}
        </div>
        {trouble && (
          <div className="notice">
            <DiagnosisView
              diagnosis={trouble}
              place={`list ${connection.id}`}
              on={listActions(connection.id)}
            />
          </div>
        )}
        {list && list.deployments.length > 0 && (
          <DeploymentTable
            label={fill(words.list, { name: connection.name })}
            rows={rows}
            selected={selectedName ?? null}
            order={order}
            onOrder={setOrder}
            onSelect={(row) => select(connection.id, row)}
          />
        )}
        {list && list.deployments.length > 0 && rows.length === 0 && !loading && (
          <div className="empty">
            <p>{words.noMatch}</p>
          </div>
        )}
        {!list && loading && <Skeleton />}
        {!loading && (list || diagnosis) && <TypedName connectionId={connection.id} />}
      </div>
      {selected && (
        <DeploymentDetails
          key={selected.name}
          connectionId={connection.id}
          deployment={selected}
          onClose={() => deselect(connection.id)}
        />
      )}
    </>
  );
}

/** What can be done about a list that did not come, or is empty. */
const listActions = (id: string) => connectionActions(id, () => void readDeployments(id, true));

/** The last resort: a deployment that no route lists can still be called by its name. */
function TypedName({ connectionId }: { connectionId: string }) {
  const [name, setName] = useState("");
  const nameId = useId();
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    choose({ connectionId, deployment: name.trim() });
    goTo("chat");
  };
  return (
    <details className="typed-name">
      <summary>{words.notListed}</summary>
      <form className="row" onSubmit={begin}>
        <label htmlFor={nameId}>{words.typedName}</label>
        <div className="input">
          <input
            dir="auto"
            id={nameId}
            className="mono"
            value={name}
            maxLength={deploymentNameLimit}
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <button type="submit" className="button" disabled={name.trim() === ""}>
          {words.useName}
        </button>
      </form>
    </details>
  );
}

function ConnectionPicker({
  connection,
  connections,
}: {
  connection: Connection;
  connections: Connection[];
}) {
  if (connections.length === 1) return <span className="muted clip">{connection.name}</span>;
  return (
    <select
      className="picker"
      aria-label={strings.integrations.listLabel}
      value={connection.id}
      onChange={(event) => goTo("deployments", event.target.value)}
    >
      {connections.map(({ id, name }) => (
        <option key={id} value={id} dir="auto">
          {name}
        </option>
      ))}
    </select>
  );
}

/** How many there are, when they were read, and which routes said so. */
function Routes({ list }: { list: DeploymentList }) {
  const count = list.deployments.length;
  const disagreeing = list.deployments.filter(({ disagreements }) => disagreements.length > 0).length;
  return (
    <>
      <span>
        {count === 1 ? words.count.one : fill(words.count.many, { count })},{" "}
        {fill(words.readAt, { time: new Date(list.readAt).toLocaleTimeString() })}
      </span>
      {disagreeing > 0 && (
        <span className="row warn">
          <Icon of={TriangleAlert} size={14} />
          {disagreeing === 1 ? words.disagree.one : fill(words.disagree.many, { count: disagreeing })}
        </span>
      )}
      {list.routes.map(({ route, path, answered, count: rows, diagnosis }) => (
        <span
          key={route}
          className="row"
          title={[path, diagnosis && saidIn(diagnosis)?.words].filter(Boolean).join("\n")}
        >
          <Icon of={answered ? Check : CircleMinus} size={14} />
          {words.routes[route]}
          {` ${routeWords(answered, rows, diagnosis)}`}
        </span>
      ))}
    </>
  );
}

/** What a route gave: all, a part, or nothing. */
function routeWords(answered: boolean, count: number, diagnosis: Diagnosis | null): string {
  const why = diagnosis ? explain(diagnosis).title : "";
  if (!answered) return fill(words.routeFailed, { why });
  return diagnosis ? fill(words.routePartly, { count, why }) : String(count);
}

/** The shape of what will come. It does not move. */
function Skeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <div key={row} />
      ))}
    </div>
  );
}
