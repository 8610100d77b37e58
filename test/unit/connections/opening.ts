import { afterEach } from "vitest";
import type { Fetch } from "../../../main/foundry/http/send.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import type { Input } from "../../../preload/contract/index.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";
import { openProfile } from "./opened.ts";

/** Nobody is signed in. */
export const nobody = {
  state: async () => ({
    accounts: [],
    signingIn: null,
    deviceCode: null,
    commandLines: [],
    registration: nothingRegistered,
  }),
  credential: () => ({ kind: "token" as const, for: async () => "" }),
  directory: async (name: string) => name,
  signOut: async () => {},
  cloud: () => ({ foundry: "https://ai.azure.com", management: "https://management.azure.com" }),
  resourceManager: () => "https://management.azure.com",
};
type Someone = Parameters<typeof openProfile>[2]["identity"];
const unset = { value: null, from: null };
const nothingRegistered = {
  clientId: unset,
  tenantId: unset,
  authority: unset,
  knownAuthorities: unset,
  resourceManager: unset,
  warning: null,
  refused: [],
};

const fetching: Fetch = (input, init) => fetch(input, init);

/** Opens connections on profiles of their own, with sandboxes to connect to; all of it ends with each test. */
export function opening() {
  const profile = temporaryProfiles();
  const running: Sandbox[] = [];
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    for (const sandbox of running.splice(0)) await sandbox.stop();
  });
  const sandboxed = async () => {
    const sandbox = await startSandbox({});
    running.push(sandbox);
    return sandbox;
  };

  function open(
    folder = profile(),
    keyring = new FakeSafeStorage(),
    fetch = fetching,
    identity: Someone = nobody,
  ) {
    const events: string[] = [];
    const opened = openProfile(folder, keyring, {
      sandbox: {
        ensure: async () => {
          const { projectEndpoint, apiKey, token, resourceId } = running[0] ?? (await sandboxed());
          return { projectEndpoint, apiKey, token, resourceId };
        },
        stop: () => {},
      },
      identity,
      fetch,
      emit: (name) => void events.push(name),
    });
    return { ...opened, events, folder, keyring };
  }

  return { open, sandboxed, profile, stops };
}

/** An endpoint and a key, and nothing else that can be set. */
export const plain = (endpoint: string, key: string): Input<"connections.connect"> => ({
  endpoint,
  key,
  apiVersion: null,
  keyHeader: null,
  deployment: null,
  confirmedHost: null,
});

/** The code of what went wrong, or that nothing did. */
export const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "succeeded",
    (error) => error.diagnosis?.code ?? String(error),
  );
