import { afterEach, describe, expect, it } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { type FakeEntra, startEntra } from "../../fakes/entra.ts";
import { startLocalServer } from "../../fakes/local-server.ts";
import { openIdentity } from "../identity/opened.ts";
import { temporaryProfiles } from "../profile.ts";
import { openProfile } from "./opened.ts";

const profile = temporaryProfiles();
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "succeeded",
    (error) => error.diagnosis?.code ?? String(error),
  );

/** Two resources, each of which takes the tokens of one person only, and both people signed in. */
async function two() {
  const [maras, theos] = await Promise.all([startSandbox({}), startSandbox({})]);
  const entra = await startEntra((name) => (name === "mara" ? maras : theos).token, "microsoft");
  for (const { stop } of [maras, theos, entra]) stops.push(stop);
  return { maras, theos, entra };
}

function open(entra: FakeEntra, folder: string, keyring: FakeSafeStorage) {
  const { identity, person } = openIdentity(entra, folder, keyring);
  const fetching: Fetch = (input, init) => fetch(input, init);
  const opened = openProfile(folder, keyring, {
    sandbox: { ensure: () => Promise.reject(new Error("Nobody asked for it")), stop: () => {} },
    identity,
    fetch: fetching,
    emit: () => {},
  });
  stops.push(() => opened.database.close(), identity.stop);
  const connect = ({ projectEndpoint }: Sandbox, accountId: string) =>
    opened.connections.connectAccount({
      endpoint: projectEndpoint,
      accountId,
      apiVersion: null,
      deployment: null,
      confirmedHost: null,
    });
  return { ...opened, identity, person, connect };
}

it("a server of models on this computer gets no sign-in's token", async () => {
  const { entra } = await two();
  const server = await startLocalServer();
  stops.push(server.stop);
  const { identity, connections } = open(entra, profile(), new FakeSafeStorage());
  const { id: accountId } = await identity.signIn("window");
  const rest = { accountId, apiVersion: null, deployment: null, confirmedHost: null };
  expect(await code(connections.connectAccount({ endpoint: `${server.origin}/v1`, ...rest }))).toBe(
    "local_server_without_sign_in",
  );
  expect(server.requests).toEqual([]);
});

describe("two accounts", () => {
  it("each ask their own connection with their own token, and one that signs out leaves the other", async () => {
    const { maras, theos, entra } = await two();
    const { identity, person, connections, deployments, connect } = open(
      entra,
      profile(),
      new FakeSafeStorage(),
    );
    const mara = await identity.signIn("window");
    person.name = "theo";
    const theo = await identity.signIn("window");
    // What belongs to one is refused to the other, so that what follows means something.
    expect(await code(connect(maras, theo.id))).not.toBe("succeeded");
    const [first, second] = [await connect(maras, mara.id), await connect(theos, theo.id)];
    expect(await code(deployments.list(first.id, true))).toBe("succeeded");
    expect(await code(deployments.list(second.id, true))).toBe("succeeded");
    await connections.disconnect(first.id);
    expect(await code(deployments.list(first.id, true))).toBe("sign_in_expired");
    expect(await code(deployments.list(second.id, true))).toBe("succeeded");
    await expect.poll(async () => (await identity.state()).accounts.map(({ id }) => id)).toEqual([theo.id]);
  });
});

describe("without a keyring", () => {
  it("a sign-in lasts for the session, and the connection takes it up again after the next", async () => {
    const { maras, entra } = await two();
    const folder = profile();
    const keyring = new FakeSafeStorage();
    keyring.available = false;
    const before = open(entra, folder, keyring);
    const { id } = await before.connect(maras, (await before.identity.signIn("window")).id);
    expect(await code(before.deployments.list(id, true))).toBe("succeeded");

    const { connections, deployments, connect, identity } = open(entra, folder, keyring);
    expect(connections.list()).toMatchObject([{ id, key: "missing" }]);
    expect(await code(deployments.list(id, true))).toBe("sign_in_not_kept");
    const again = await connect(maras, (await identity.signIn("window")).id);
    expect(again.id).toBe(id);
    expect(await code(deployments.list(id, true))).toBe("succeeded");
  });
});
