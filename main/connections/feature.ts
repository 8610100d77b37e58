import { app } from "electron";
import type { Feature, MethodsOf } from "../feature.ts";
import { findLocalServers } from "../foundry/deployments/local-servers.ts";
import { understandEndpoint } from "../foundry/endpoints/parse.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Identity } from "../identity/identity.ts";
import type { Emit } from "../ipc.ts";
import type { Database } from "../storage/database.ts";
import type { Secrets } from "../storage/secrets.ts";
import type { KnownDeployments } from "./connecting.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createSandboxProcess } from "./sandbox-process.ts";
import { openConnections } from "./store.ts";

/** The connections of this profile, with the built-in sandbox, and the servers of this computer. */
export function connectionsFeature(
  parts: KnownDeployments & {
    database: Database;
    secrets: Secrets;
    identity: Identity;
    fetch: Fetch;
    emit: Emit;
  },
): Feature<MethodsOf<"connections" | "localServers">, Connections> {
  const sandbox = createSandboxProcess(app.getAppPath());
  const connections = createConnections({
    ...parts,
    store: openConnections(parts.database),
    sandbox,
  });
  return {
    service: connections,
    purge: () => connections.purge(),
    close: () => sandbox.stop(),
    handlers: {
      "connections.connectAccount": (input) => connections.connectAccount(input),
      "connections.list": () => connections.list(),
      "connections.understand": ({ endpoint }) => understandEndpoint(endpoint),
      "connections.connect": (input) => connections.connect(input),
      "connections.cancel": () => connections.cancel(),
      "connections.rename": ({ id, name }) => connections.rename(id, name),
      "connections.configure": ({ id, ...options }) => connections.configure(id, options),
      "connections.allowTokens": ({ id, allowed }) => connections.allowTokens(id, allowed),
      "connections.secrets": () => connections.secrets(),
      "connections.disconnect": ({ id }) => connections.disconnect(id),
      "connections.makeDefault": ({ id }) => connections.makeDefault(id),
      "connections.remove": ({ id }) => connections.remove(id),
      "connections.restore": ({ id }) => connections.restore(id),
      "connections.sandbox": () => connections.connectSandbox(),
      "localServers.find": () => findLocalServers(parts.fetch),
    },
  };
}
