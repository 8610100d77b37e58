import type { Connection } from "../../preload/contract/connections.ts";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import type { StoredModel } from "./rows.ts";
import { stateOf } from "./state.ts";
import type { ModelStore } from "./store.ts";

/** What the state of a model is told from. */
export interface Known {
  connections: Pick<Connections, "list">;
  deployments: Pick<Deployments, "reading" | "ways">;
}

/** The models as they are kept, each with its connection and what has become of its deployment. */
export function registered(store: Pick<ModelStore, "list">, { connections, deployments }: Known) {
  const lists = (all: Connection[]) =>
    all.flatMap((connection) => {
      const { list } = deployments.reading(connection.id);
      return list ? [{ connection, list }] : [];
    });

  const placeOf = (connection: Connection, { deployment }: StoredModel) => ({
    connection,
    reading: deployments.reading(connection.id),
    hasAnswered: deployments.ways(connection.id, deployment).route !== undefined,
  });

  return {
    /** By name. */
    list: (): RegisteredModel[] => {
      const all = connections.list();
      const others = lists(all);
      return store.list().map((model) => {
        const here = connectionIn(all, model);
        return {
          ...model,
          connectionId: here?.id ?? null,
          connection: here ? { name: here.name, endpoint: here.endpoint } : model.connection,
          ...stateOf(model, here && placeOf(here, model), others),
        };
      });
    },
    /** The connection that a model is asked over; null where it is not here. */
    connectionOf: (model: StoredModel): Connection | null => connectionIn(connections.list(), model),
  };
}

/** The connection a model was made with, else another to the same endpoint. */
const connectionIn = (
  all: Connection[],
  { connectionId, connection: { endpoint } }: StoredModel,
): Connection | null =>
  all.find(({ id }) => id === connectionId) ?? all.find((one) => one.endpoint === endpoint) ?? null;
