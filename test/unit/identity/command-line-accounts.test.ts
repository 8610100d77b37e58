import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { afterEach, describe, expect, it, vi } from "vitest";
import { withCommandLines } from "../../../main/identity/command-line-accounts.ts";
import { createIdentity, type Identity } from "../../../main/identity/identity.ts";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import type { IdentityState } from "../../../preload/contract/identity.ts";
import { FakeSafeStorage } from "../../fakes/electron.ts";
import { computerWith, jwt, makeTool, objectId, signedInAz, tenantId } from "../../fakes/tools.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const identities: Identity[] = [];
afterEach(() => {
  for (const identity of identities.splice(0)) identity.stop();
});

const foundry = "https://ai.azure.com";
const unset = { value: null, from: null };
const token = jwt({ oid: objectId, tid: tenantId });
const numbered = `${JSON.stringify(token)} + args.length + process.pid`;

function open(az: string, folder = profile(), keyring = new FakeSafeStorage()) {
  const bin = join(folder, "bin");
  const tool = makeTool(bin, "az", az);
  const told: IdentityState[] = [];
  const secrets = openSecrets(folder, systemKeyring(keyring as unknown as SafeStorage, "linux"));
  const identity = withCommandLines({
    make: (emit) =>
      createIdentity({
        registration: () => ({
          clientId: unset,
          tenantId: unset,
          authority: unset,
          knownAuthorities: unset,
          resourceManager: unset,
          warning: null,
          refused: [],
        }),
        secrets,
        fetch: () => Promise.reject(new TypeError("fetch failed")),
        browsers: { window: noWindow, browser: noWindow },
        emit,
      }),
    secrets,
    emit: (name, payload) => {
      if (name === "identity.changed") told.push(payload as IdentityState);
    },
    computer: computerWith(bin),
    milliseconds: 5000,
  });
  identities.push(identity);
  const tokens = () => tool.seen().filter((run) => run.arguments[1] === "get-access-token").length;
  return { identity, told, seen: tool.seen, tokens, bin, folder, keyring };
}

const noWindow = () => {
  throw new Error("No window is opened");
};

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.diagnosis?.code ?? String(error),
  );

describe("an account of the Azure CLI", () => {
  it("is there without a client id, after a restart too, and its token in no file", async () => {
    const { identity, told, folder, keyring } = open(signedInAz(JSON.stringify(token)));
    expect(await identity.state()).toMatchObject({ accounts: [], commandLines: ["azure_cli"] });
    const account = await identity.signIn("azure_cli");
    expect(account).toEqual({
      id: `azure_cli.${tenantId}.${objectId}`,
      username: "mara@contoso.example",
      tenantId,
      source: "azure_cli",
    });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ accounts: [account], signingIn: null }));
    expect(told[0]?.signingIn).toBe("asking");
    const again = open(signedInAz(JSON.stringify(token)), folder, keyring);
    expect((await again.identity.state()).accounts).toEqual([account]);
    expect(await again.identity.credential(account.id).for(foundry)).toBe(token);
    for (const name of readdirSync(folder)) {
      if (name === "bin") continue;
      expect(readFileSync(join(folder, name), "utf8")).not.toContain(token);
    }
    await again.identity.signOut(account.id);
    expect((await again.identity.state()).accounts).toEqual([]);
    expect(await codeOf(again.identity.credential(account.id).for(foundry))).toBe("sign_in_expired");
  });

  it("is asked once for each audience and directory, however many wait, and again in the last five minutes", async () => {
    const { identity, tokens } = open(
      signedInAz(numbered, '(args.includes("https://ai.azure.com") ? 302 : 298)'),
    );
    const { id } = await identity.signIn("azure_cli");
    expect(tokens()).toBe(1);
    const twelve = await Promise.all(
      Array.from({ length: 12 }, () => identity.credential(id).for("https://cognitiveservices.azure.com")),
    );
    expect(new Set(twelve).size).toBe(1);
    expect(tokens()).toBe(2);
    await identity.credential(id).for(foundry);
    expect(tokens()).toBe(2);
    await identity.credential(id).for("https://cognitiveservices.azure.com");
    expect(tokens()).toBe(3);
    const now = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(now + 5000);
    await identity.credential(id).for(foundry);
    vi.restoreAllMocks();
    expect(tokens()).toBe(4);
    const elsewhere = "22222222-2222-4333-8444-555555555555";
    await identity.credential(id, elsewhere).for(foundry);
    expect(tokens()).toBe(5);
  });

  it("is not asked for what the app asks nobody for, and gets no text of a service", async () => {
    const { identity, tokens } = open(signedInAz(JSON.stringify(token)));
    const { id } = await identity.signIn("azure_cli");
    const before = tokens();
    expect(await codeOf(identity.credential(id).for("https://vault.azure.net"))).toBe("command_line_failed");
    expect(await codeOf(identity.credential(id).for(foundry, "--help"))).toBe("command_line_expired");
    expect(tokens()).toBe(before);
  });

  it("that is somebody else's by now is not used for the old one", async () => {
    const { identity, bin } = open(signedInAz(JSON.stringify(token), "10"));
    const { id } = await identity.signIn("azure_cli");
    const other = jwt({ oid: "00000000-8888-4777-8666-555555555555", tid: tenantId });
    makeTool(bin, "az", signedInAz(JSON.stringify(other)));
    expect(await codeOf(identity.credential(id).for(foundry))).toBe("command_line_other_account");
  });

  it("whose tool is gone or signed out says so", async () => {
    const { identity, bin } = open(signedInAz(JSON.stringify(token), "10"));
    const { id } = await identity.signIn("azure_cli");
    makeTool(bin, "az", `console.error("ERROR: Please run 'az login' to setup account."); process.exit(1);`);
    expect(await codeOf(identity.credential(id).for(foundry))).toBe("command_line_signed_out");
    rmSync(join(bin, "az"));
    expect(await codeOf(identity.credential(id).for(foundry))).toBe("command_line_missing");
    expect((await identity.state()).commandLines).toEqual([]);
  });

  it("is given up when the person cancels", async () => {
    const { identity, seen } = open("setInterval(() => {}, 1000);");
    const ended = codeOf(identity.signIn("azure_cli"));
    await vi.waitFor(() => expect(seen()).toHaveLength(1));
    identity.cancel();
    expect(await ended).toBe("sign_in_cancelled");
    expect((await identity.state()).signingIn).toBeNull();
  });
});

it("the app's own ways still need a client id", async () => {
  const { identity } = open(signedInAz(JSON.stringify(token)));
  expect(await codeOf(identity.signIn("window"))).toBe("registration_missing");
  expect(await codeOf(identity.signIn("device_code"))).toBe("registration_missing");
});
