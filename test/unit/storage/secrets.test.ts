import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { describe, expect, it, vi } from "vitest";
import { systemKeyring } from "../../../main/storage/keyring.ts";
import { openSecrets } from "../../../main/storage/secrets.ts";
import { FakeAsyncSafeStorage, FakeSafeStorage, ipcMain } from "../../fakes/electron.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const key = "0123456789abcdef-the-key";
const origin = "https://r.openai.azure.com";

const open = (folder: string, fake: FakeSafeStorage, platform: NodeJS.Platform = "linux") =>
  openSecrets(folder, systemKeyring(fake as unknown as SafeStorage, platform));
const file = (folder: string) => join(folder, "secrets.json");
const everything = (folder: string) =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");

const runtimes = [
  { name: "synchronous calls", make: () => new FakeSafeStorage() },
  { name: "asynchronous calls", make: () => new FakeAsyncSafeStorage() },
];

for (const { name, make } of runtimes) {
  describe(`secrets with ${name}`, () => {
    it("keeps ciphertext only, with the keyring's name, for its owner only, and reads it after a restart", async () => {
      const folder = profile();
      const secrets = open(folder, make());
      await secrets.keep("a", key, origin);
      expect(secrets.state("a")).toBe("stored");
      expect(everything(folder)).not.toContain(key);
      expect(everything(folder)).toContain("gnome_libsecret");
      expect(statSync(file(folder)).mode & 0o777).toBe(0o600);
      expect(await open(folder, make()).read("a", origin)).toBe(key);
    });

    it.each([
      [
        "encryption is not available",
        (fake: FakeSafeStorage) => {
          fake.available = false;
        },
      ],
      [
        "the backend is basic_text",
        (fake: FakeSafeStorage) => {
          fake.backend = "basic_text";
        },
      ],
      [
        "the ciphertext carries the built-in password's tag",
        (fake: FakeSafeStorage) => {
          fake.tag = "v10";
        },
      ],
    ])("keeps for the session only, and writes nothing, when %s", async (_why, weaken) => {
      const folder = profile();
      const fake = make();
      weaken(fake);
      const secrets = open(folder, fake);
      expect((await secrets.protection()).mode).toBe("session");
      await secrets.keep("a", key, origin);
      expect(secrets.state("a")).toBe("session");
      expect(await secrets.read("a", origin)).toBe(key);
      expect(everything(folder)).not.toContain(key);
      expect(everything(folder)).not.toContain("ciphertext");
      expect(open(folder, fake).state("a")).toBe("missing");
    });

    it("takes v10 as good on macOS and Windows, where it is the normal tag", async () => {
      for (const platform of ["darwin", "win32"] as const) {
        const fake = make();
        fake.tag = "v10";
        expect((await open(profile(), fake, platform).protection()).mode).toBe("encrypted");
      }
    });

    it("never deletes what the keyring does not open, and reads it when the keyring is back", async () => {
      const folder = profile();
      const fake = make();
      await open(folder, fake).keep("a", key, origin);
      const before = readFileSync(file(folder), "utf8");
      fake.opens = false;
      vi.spyOn(console, "error").mockImplementation(() => {});
      const secrets = open(folder, fake);
      expect(await secrets.read("a", origin)).toBeNull();
      expect(secrets.state("a")).toBe("unreadable");
      expect(readFileSync(file(folder), "utf8")).toBe(before);
      fake.opens = true;
      expect(await secrets.read("a", origin)).toBe(key);
      expect(secrets.state("a")).toBe("stored");
    });

    it("gives a secret only for whom it was kept", async () => {
      const folder = profile();
      const fake = make();
      await open(folder, fake).keep("a", key, origin);
      expect(await open(folder, fake).read("a", "http://127.0.0.1:9999")).toBeNull();
      expect(await open(folder, fake).read("a", origin)).toBe(key);
    });

    it("forgets on request", async () => {
      const folder = profile();
      const secrets = open(folder, make());
      await secrets.keep("a", key, origin);
      secrets.forget("a");
      expect(secrets.state("a")).toBe("missing");
      expect(everything(folder)).not.toContain("ciphertext");
    });
  });
}

describe("secrets", () => {
  it("encrypts again what the system says is outdated", async () => {
    const folder = profile();
    const fake = new FakeAsyncSafeStorage();
    await open(folder, fake).keep("a", key, origin);
    const before = readFileSync(file(folder), "utf8");
    fake.outdated = true;
    fake.tag = "v12";
    expect(await open(folder, fake).read("a", origin)).toBe(key);
    expect(readFileSync(file(folder), "utf8")).not.toBe(before);
  });

  it("still reads what could not be encrypted again", async () => {
    const folder = profile();
    const fake = new FakeAsyncSafeStorage();
    await open(folder, fake).keep("a", key, origin);
    fake.outdated = true;
    vi.spyOn(fake, "encryptStringAsync").mockRejectedValue(new Error("no more"));
    vi.spyOn(console, "error").mockImplementation(() => {});
    const secrets = open(folder, fake);
    expect(await secrets.read("a", origin)).toBe(key);
    expect(secrets.state("a")).toBe("stored");
  });

  it("sets a damaged file aside and starts", async () => {
    const folder = profile();
    writeFileSync(file(folder), '{"a": {"backend": "gnome');
    vi.spyOn(console, "error").mockImplementation(() => {});
    const secrets = open(folder, new FakeSafeStorage());
    expect(secrets.state("a")).toBe("missing");
    const aside = readdirSync(folder).filter((name) => name.startsWith("secrets.unreadable-"));
    expect(aside.map((name) => readFileSync(join(folder, name), "utf8"))).toEqual([
      '{"a": {"backend": "gnome',
    ]);
    await secrets.keep("a", key, origin);
    expect(await secrets.read("a", origin)).toBe(key);
  });

  it("leaves no listener of electron-store's behind", () => {
    open(profile(), new FakeSafeStorage());
    expect(ipcMain.listenerCount("electron-store-get-data")).toBe(0);
  });
});
