import { useEffect, useState } from "react";
import type { SecretInfo } from "../../preload/contract/connections.ts";
import { strings } from "../../preload/strings/en.ts";
import { backendName } from "../app-state.ts";
import { useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";

const words = strings.settings.secrets;

/** What is known of each kept secret: of which connection, how it is kept, when it was made and used. Never the secret. */
export function Secrets() {
  const connections = useConnections(({ list }) => list);
  const [secrets, setSecrets] = useState<SecretInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when connections change.
  useEffect(() => {
    void window.assay["connections.secrets"]().then((answer) => answer.ok && setSecrets(answer.data));
  }, [connections]);
  return (
    <section>
      <h2>{words.title}</h2>
      {secrets.length === 0 ? (
        <p className="muted">{words.none}</p>
      ) : (
        <table className="secrets">
          <thead>
            <tr>
              {[words.of, words.kind, words.kept, words.made, words.used].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {secrets.map((one) => (
              <tr key={one.connectionId}>
                <td>
                  <a href={linkTo("integrations", one.connectionId)}>{one.connectionName}</a>
                </td>
                <td>
                  {one.kind === "oauth" ? strings.integrations.oauthKind : strings.integrations.apiKeyKind}
                </td>
                <td>{one.backend === null ? words.session : backendName(one.backend)}</td>
                <td>{time(one.madeAt)}</td>
                <td>{one.usedAt === null ? words.never : time(one.usedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const time = (at: number) =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
