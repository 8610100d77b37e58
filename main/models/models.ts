import { randomUUID } from "node:crypto";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Input } from "../../preload/contract/index.ts";
import type {
  Ancestry,
  KnownOfModel,
  ModelSettings,
  RegisteredModel,
} from "../../preload/contract/models.ts";
import { beginningOf } from "../../preload/cut.ts";
import { modelNameLimit } from "../../preload/limits.ts";
import { fill } from "../../preload/strings/fill.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Connections } from "../connections/connections.ts";
import type { Conversations } from "../conversations/conversations.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { logFault } from "../log.ts";
import type { Prices } from "../prices/prices.ts";
import { learned } from "./learned.ts";
import { registered } from "./registered.ts";
import { nothingKnown, type StoredModel } from "./rows.ts";
import type { ModelStore } from "./store.ts";
import { readModel, writeModel } from "./transfer.ts";

export interface Models {
  list(): RegisteredModel[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  get(id: string): RegisteredModel;
  /** Null where there is none any more. */
  find(id: string): RegisteredModel | null;
  /** With `ancestry` as a model that was tuned. */
  create(model: Input<"models.create">, ancestry?: Ancestry): RegisteredModel;
  change(changed: Input<"models.change">): RegisteredModel;
  /** Takes a model away; until `purge` it can be restored. */
  remove(id: string): void;
  restore(id: string): RegisteredModel;
  duplicate(id: string): RegisteredModel;
  /** Asks what is not known yet: the list, when the model retires, what it costs. Why it cannot be is in the model's state. */
  refresh(id: string): Promise<RegisteredModel>;
  /** The file's text. */
  exported(id: string): string;
  /** Throws `import_refused`. */
  imported(text: string): RegisteredModel;
  /** Deletes what was removed. */
  purge(): void;
}

/** Deployments under names of one's own. What becomes of them is followed by the lists that are read. */
export function createModels(parts: {
  store: ModelStore;
  connections: Pick<Connections, "list" | "follow">;
  deployments: Pick<Deployments, "list" | "reading" | "ways" | "retirement" | "follow">;
  prices: Pick<Prices, "of">;
  conversations: Pick<Conversations, "region">;
  emit: Emit;
}): Models {
  const { store, connections, deployments, prices, conversations, emit } = parts;
  const found = (id: string) => {
    const model = store.get(id);
    if (!model) throw problem("not_found");
    return model;
  };

  const connected = (id: string): Connection => {
    const connection = connections.list().find((one) => one.id === id);
    if (!connection) throw problem("not_found");
    return connection;
  };

  const { list, connectionOf } = registered(store, parts);
  const changed = () => emit("models.changed", list());

  const get = (id: string): RegisteredModel => {
    const model = list().find((one) => one.id === id);
    if (!model) throw problem("not_found");
    return model;
  };

  /** Tells of a model that has just been kept. */
  const told = (id: string): RegisteredModel => {
    changed();
    return get(id);
  };

  /** The place a model is pointed at, with what the last list says of it. */
  const pointed = (connectionId: string, deployment: string) => {
    const { id, name, endpoint } = connected(connectionId);
    const { list } = deployments.reading(id);
    const known = learned(nothingKnown, list, deployment) ?? nothingKnown;
    return { connectionId: id, connection: { name, endpoint }, deployment, known };
  };

  const add = (model: Omit<StoredModel, "id" | "createdAt" | "updatedAt">): RegisteredModel => {
    const [id, at] = [randomUUID(), Date.now()];
    keep(() => store.put({ ...model, id, createdAt: at, updatedAt: at }));
    return told(id);
  };

  /** Takes over what the lists say now. That it cannot be written down is no reason not to go on. */
  const learn = () => {
    for (const model of store.list()) {
      const connection = connectionOf(model);
      const known =
        connection && learned(model.known, deployments.reading(connection.id).list, model.deployment);
      if (!known) continue;
      try {
        store.put({ ...model, known });
      } catch (error) {
        logFault("What is known of a model could not be kept", error);
      }
    }
    changed();
  };
  connections.follow(learn);
  deployments.follow(learn);

  /** Asks for what no list says. */
  const complete = async (id: string, connectionId: string) => {
    const { deployment } = found(id);
    try {
      await deployments.list(connectionId, false);
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      return;
    }
    /** Kept as it comes, unless the model has been pointed elsewhere meanwhile. */
    const take = (part: Partial<KnownOfModel>) => {
      const model = store.get(id);
      if (model?.deployment !== deployment || connectionOf(model)?.id !== connectionId) return;
      keep(() => store.put({ ...model, known: { ...model.known, ...part } }));
      changed();
    };
    const region = conversations.region(connectionId, deployment);
    await Promise.all([
      deployments.retirement(connectionId, deployment).then((retiresAt) => retiresAt && take({ retiresAt })),
      region !== null &&
        prices
          .of(connectionId, deployment, region)
          .then((price) => price && !price.isTyped && take({ price: { ...price, region } })),
    ]);
  };

  return {
    find: (id) => list().find((one) => one.id === id) ?? null,
    list,
    get,
    create: ({ connectionId, deployment, name, ...settings }, ancestry) =>
      add({
        ...nothingSet,
        ...given(settings),
        name,
        ...pointed(connectionId, deployment),
        ancestry: ancestry ?? null,
      }),
    change: ({ id, connectionId, deployment, ...settings }) => {
      const model = found(id);
      const place = connectionId && deployment ? pointed(connectionId, deployment) : {};
      keep(() => store.put({ ...model, ...given(settings), ...place, updatedAt: Date.now() }));
      return told(id);
    },
    remove: (id) => {
      found(id);
      keep(() => store.setRemoved(id, true));
      changed();
    },
    restore: (id) => {
      keep(() => store.setRemoved(id, false));
      return told(id);
    },
    duplicate: (id) => {
      const model = found(id);
      return add({
        ...model,
        name: beginningOf(fill(mainStrings.copyOf, { name: model.name }), modelNameLimit),
      });
    },
    refresh: async (id) => {
      const connection = connectionOf(found(id));
      if (connection) await complete(id, connection.id);
      return told(id);
    },
    exported: (id) => {
      const model = found(id);
      return writeModel(model, connectionOf(model)?.sandbox ?? false);
    },
    imported: (text) => {
      const { sandbox, ...model } = readModel(text);
      const here = sandbox ? connections.list().find((one) => one.sandbox) : undefined;
      return add({ ...model, connectionId: here?.id ?? null });
    },
    purge: () => store.purge(),
  };
}

/** What is set, without what was left out. */
const given = (settings: { [Name in keyof ModelSettings]?: ModelSettings[Name] | undefined }) =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Partial<ModelSettings>;

const nothingSet = { systemPrompt: "", parameters: {}, notes: "", tags: [], datasets: [] };
