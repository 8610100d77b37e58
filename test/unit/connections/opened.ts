import { join } from "node:path";
import type { SafeStorage } from "electron";
import { createConnections } from "../../../main/connections/connections.ts";
import { openConnections } from "../../../main/connections/store.ts";
import { createDeployments } from "../../../main/deployments/deployments.ts";
import { createLists } from "../../../main/deployments/lists.ts";
import { openLearned } from "../../../main/deployments/store.ts";
import { createDoctor } from "../../../main/doctor/doctor.ts";
import { createPrices } from "../../../main/prices/prices.ts";
import { createPublicPrices } from "../../../main/prices/public-list.ts";
import { openTypedPrices } from "../../../main/prices/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import type { FakeSafeStorage } from "../../fakes/electron.ts";

type Parts = Omit<Parameters<typeof createConnections>[0], "store" | "secrets" | "lists" | "learned">;

/** Connections on the profile in a folder, with their deployments, prices and doctor. */
export function openProfile(folder: string, keyring: FakeSafeStorage, parts: Parts) {
  const { fetch, emit } = parts;
  const database = openDatabase(join(folder, "assay.db"));
  const known = { lists: createLists(), learned: openLearned(database) };
  const connections = createConnections({
    ...parts,
    ...known,
    store: openConnections(database),
    secrets: openSecrets(folder, systemKeyring(keyring as unknown as SafeStorage, "linux")),
  });
  const deployments = createDeployments({ ...known, connections, emit });
  const prices = createPrices({
    store: openTypedPrices(database),
    publicPrices: createPublicPrices(deployments.find, connections.isHere, fetch),
    connections,
    emit,
  });
  const doctor = createDoctor(connections, { proxyFor: async () => "DIRECT", fetch }, emit);
  return { connections, deployments, prices, doctor, database };
}
