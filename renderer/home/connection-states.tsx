import { FlaskConical, Plug } from "lucide-react";
import { useEffect } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { needsKey, useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import { type ListState, readDeployments, useDeployments } from "../targets/deployments.ts";
import { Icon } from "../ui/icon.tsx";

const words = strings.guide.home;

/** Milliseconds after which a connection is asked again. */
const freshness = 60_000;

/** Each connection and how it is: asked when this is shown, and again every minute. */
export function ConnectionStates() {
  const list = useConnections(({ list }) => list) ?? [];
  const lists = useDeployments(({ lists }) => lists);
  useAsking(list);
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{strings.home.connected}</h2>
      <ul className="ways">
        {list.map((connection) => {
          const { look, word } = stateOf(connection, lists[connection.id]);
          const isUsable = !needsKey(connection);
          return (
            <li key={connection.id}>
              <a href={linkTo(isUsable ? "deployments" : "integrations", connection.id)}>
                <Icon of={connection.sandbox ? FlaskConical : Plug} size={20} />
                <span>
                  <b dir="auto">{connection.name}</b>
                  <small className="clip">{connection.endpoint}</small>
                </span>
                <span className={`status ${look} small`} title={word}>
                  <span className="clip">{word}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** How a connection is, by its key or sign-in and by what came of asking it last. */
export function stateOf(
  connection: Connection,
  reading: ListState | undefined,
): { look: "ok" | "warn" | "danger" | "unknown"; word: string } {
  if (needsKey(connection)) {
    const isSignedOut = connection.kind === "oauth";
    return { look: "warn", word: isSignedOut ? words.states.signedOut : words.states.missing };
  }
  const diagnosis = reading?.diagnosis;
  if (diagnosis && diagnosis.code !== "cancelled") return { look: "danger", word: explain(diagnosis).title };
  if (reading?.list) return { look: "ok", word: words.states.connected };
  return { look: "unknown", word: connection.sandbox ? words.states.onDemand : words.states.asking };
}

/** Asks those that can be asked, unless their list is fresh. The sandbox would be started by that, so it is left alone. */
function useAsking(list: readonly Connection[]): void {
  const ids = list
    .filter((connection) => !needsKey(connection) && !connection.sandbox)
    .map(({ id }) => id)
    .join(" ");
  useEffect(() => {
    const ask = () => {
      for (const id of ids.split(" ").filter(Boolean)) {
        const readAt = useDeployments.getState().lists[id]?.list?.readAt ?? 0;
        if (Date.now() - readAt >= freshness) void readDeployments(id, true);
      }
    };
    ask();
    const timer = setInterval(ask, freshness);
    return () => clearInterval(timer);
  }, [ids]);
}
