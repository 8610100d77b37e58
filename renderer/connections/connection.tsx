import { Server } from "lucide-react";
import type { Connection } from "../../preload/contract/connections.ts";
import { strings } from "../../preload/strings/en.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { KeyForm } from "./key-form.tsx";
import { needsKey } from "./state.ts";

const words = strings.integrations;

/** One connection: what it is, how its key is kept, and the form to enter the key again where that is needed. */
export function ConnectionView({ connection }: { connection: Connection }) {
  return (
    <div className="scroll">
      <div className="connection-view">
        <dl className="facts panel">
          <dt>{words.connection.endpoint}</dt>
          <dd className="mono">{connection.endpoint}</dd>
          <dt>{words.connection.kind}</dt>
          <dd>{words.apiKeyKind}</dd>
          <dt>{words.connection.key}</dt>
          <dd>{words.keyStates[connection.key]}</dd>
          <dt>{words.connection.since}</dt>
          <dd>{new Date(connection.createdAt).toLocaleDateString()}</dd>
        </dl>
        {connection.sandbox && <p className="muted">{words.connection.sandbox}</p>}
        {needsKey(connection) ? (
          <KeyForm endpoint={connection.endpoint} />
        ) : (
          <div className="row">
            <a className="button large" href={linkTo("deployments", connection.id)}>
              <Icon of={Server} />
              {words.connection.showDeployments}
            </a>
          </div>
        )}
      </div>
    </div>
  );
}
