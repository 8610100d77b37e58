import { chmodSync, chownSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { policyFile, readRegistration } from "../../../main/identity/registration.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const file = (content: string, mode = 0o644) => {
  const path = join(profile(), "policy.json");
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};
const none = "/nowhere/policy.json";
const typed = { clientId: "typed", tenantId: "typed-tenant" };

describe("the app registration", () => {
  it("is nothing where nobody has set it", () => {
    const unset = { value: null, from: null };
    expect(readRegistration({}, none, {})).toEqual({
      clientId: unset,
      tenantId: unset,
      authority: unset,
      knownAuthorities: unset,
      resourceManager: unset,
      warning: null,
      refused: [],
    });
  });

  it.runIf(process.getuid?.() === 0)("takes the environment before the file before what was typed", () => {
    const path = file(JSON.stringify({ clientId: "policy", tenantId: "policy-tenant" }));
    const env = { ASSAY_CLIENT_ID: "environment", ASSAY_KNOWN_AUTHORITIES: "a.example, b.example" };
    expect(readRegistration(env, path, typed)).toMatchObject({
      clientId: { value: "environment", from: "environment" },
      tenantId: { value: "policy-tenant", from: "policy" },
      knownAuthorities: { value: ["a.example", "b.example"], from: "environment" },
    });
    expect(readRegistration({}, none, typed).clientId).toEqual({ value: "typed", from: "settings" });
  });

  it.runIf(process.getuid?.() === 0)("is read from a file as Windows saves it", () => {
    for (const encoding of ["utf8", "utf16le"] as const) {
      const path = file("");
      writeFileSync(path, `\uFEFF${JSON.stringify({ clientId: "policy" })}`, encoding);
      expect(readRegistration({}, path, {})).toMatchObject({ clientId: { value: "policy" }, warning: null });
    }
  });

  it.runIf(process.getuid?.() === 0)("keeps what the file enforces", () => {
    const path = file(JSON.stringify({ clientId: "policy", tenantId: "t", enforced: ["clientId"] }));
    const env = { ASSAY_CLIENT_ID: "environment", ASSAY_TENANT_ID: "environment-tenant" };
    expect(readRegistration(env, path, typed)).toMatchObject({
      clientId: { value: "policy", from: "policy" },
      tenantId: { value: "environment-tenant", from: "environment" },
    });
  });

  it("ignores a file that ordinary users can write, with a warning", () => {
    const path = file(JSON.stringify({ clientId: "planted" }), 0o666);
    expect(readRegistration({}, path, {})).toMatchObject({ clientId: { value: null }, warning: "writable" });
    if (process.getuid?.() !== 0) return;
    const owned = file(JSON.stringify({ clientId: "planted" }));
    chownSync(owned, 1000, 1000);
    expect(readRegistration({}, owned, {}).warning).toBe("writable");
  });

  it.runIf(process.getuid?.() === 0).each(["{", "[]", '"text"'])(
    "ignores a file that is %s, with a warning",
    (content) =>
      expect(readRegistration({}, file(content), {})).toMatchObject({
        clientId: { value: null },
        warning: "unreadable",
      }),
  );

  it.runIf(process.getuid?.() === 0)("ignores a file whose folder ordinary users can write", () => {
    const path = file(JSON.stringify({ clientId: "planted" }));
    chmodSync(dirname(path), 0o777);
    expect(readRegistration({}, path, {}).warning).toBe("writable");
    chmodSync(dirname(path), 0o700);
    chownSync(dirname(path), 1000, 1000);
    expect(readRegistration({}, path, {}).warning).toBe("writable");
  });

  it.runIf(process.getuid?.() === 0)("follows no link to a file that is somebody's", () => {
    const theirs = file(JSON.stringify({ clientId: "planted" }));
    chownSync(theirs, 1000, 1000);
    const link = join(profile(), "policy.json");
    symlinkSync(theirs, link);
    expect(readRegistration({}, link, {})).toMatchObject({ clientId: { value: null }, warning: "writable" });
  });

  it("says so where there is a file that cannot be opened", () => {
    const loop = join(profile(), "policy.json");
    symlinkSync(loop, loop);
    expect(readRegistration({}, loop, {}).warning).toBe("unreadable");
  });

  it("takes nothing odd from the settings either", () => {
    const odd = { clientId: "x&redirect_uri=https://evil.example", tenantId: "../evil" };
    expect(readRegistration({}, none, odd)).toMatchObject({
      clientId: { value: null },
      tenantId: { value: null },
    });
  });

  it("takes nothing odd from the environment", () => {
    expect(readRegistration({ ASSAY_CLIENT_ID: "a b; rm" }, none, {}).clientId.value).toBeNull();
    expect(readRegistration({ ASSAY_AUTHORITY: "http://evil.example" }, none, {}).authority.value).toBeNull();
  });

  describe("with a value that cannot be used", () => {
    const good = {
      ASSAY_CLIENT_ID: "a-client",
      ASSAY_TENANT_ID: "a-tenant.example",
      ASSAY_AUTHORITY: "https://login.contoso.example/a-tenant",
      ASSAY_KNOWN_AUTHORITIES: "login.contoso.example",
      ASSAY_RESOURCE_MANAGER: "http://127.0.0.1:8080",
    };
    const inForce = (env: Record<string, string>) => {
      const { clientId, tenantId, authority, knownAuthorities, resourceManager } = readRegistration(
        env,
        none,
        {},
      );
      return {
        ASSAY_CLIENT_ID: clientId.value,
        ASSAY_TENANT_ID: tenantId.value,
        ASSAY_AUTHORITY: authority.value,
        ASSAY_KNOWN_AUTHORITIES: knownAuthorities.value?.join(" ") ?? null,
        ASSAY_RESOURCE_MANAGER: resourceManager.value,
      };
    };

    it("has nothing to complain of where all are good, with spaces around them or empty", () => {
      expect(inForce(good)).toEqual(good);
      expect(readRegistration(good, none, {}).refused).toEqual([]);
      expect(readRegistration({ ASSAY_CLIENT_ID: " a-client " }, none, {})).toMatchObject({
        clientId: { value: "a-client", from: "environment" },
        refused: [],
      });
      expect(readRegistration({ ASSAY_CLIENT_ID: "", ASSAY_AUTHORITY: "  " }, none, typed)).toMatchObject({
        clientId: { value: "typed", from: "settings" },
        refused: [],
      });
    });

    it.each([
      ["ASSAY_CLIENT_ID", "a b; rm", "id"],
      ["ASSAY_CLIENT_ID", "a".repeat(101), "id"],
      ["ASSAY_TENANT_ID", "../evil", "id"],
      ["ASSAY_AUTHORITY", "http://login.contoso.example/", "address"],
      ["ASSAY_AUTHORITY", "login.contoso.example", "address"],
      ["ASSAY_AUTHORITY", "https://user:word@login.contoso.example/", "address"],
      ["ASSAY_AUTHORITY", "https://login.contoso.example;b.example/", "address"],
      ["ASSAY_AUTHORITY", "https://login_contoso!.example/", "address"],
      ["ASSAY_RESOURCE_MANAGER", "management.azure.com", "manager"],
      ["ASSAY_RESOURCE_MANAGER", "http://management.azure.com", "manager"],
    ])("names %s=%s alone, and the others count", (name, value, wants) => {
      const env = { ...good, [name]: value };
      expect(inForce(env)).toEqual({ ...good, [name]: null });
      const { refused } = readRegistration(env, none, {});
      expect(refused).toEqual([{ name, entry: null, from: "environment", wants }]);
      // What was meant for another place may be a secret.
      expect(JSON.stringify(refused)).not.toContain(value);
    });

    it("names one of a list by its place, and the others count", () => {
      const env = { ...good, ASSAY_KNOWN_AUTHORITIES: "a.example; http://b.example c.example:8443, d@e" };
      expect(inForce(env)).toEqual({ ...good, ASSAY_KNOWN_AUTHORITIES: "a.example c.example:8443" });
      expect(readRegistration(env, none, {}).refused).toEqual(
        [2, 4].map((entry) => ({
          name: "ASSAY_KNOWN_AUTHORITIES",
          entry,
          from: "environment",
          wants: "host",
        })),
      );
    });

    it("lets what comes next count in its place", () => {
      const env = { ASSAY_CLIENT_ID: "no good" };
      expect(readRegistration(env, none, typed).clientId).toEqual({ value: "typed", from: "settings" });
    });

    it.runIf(process.getuid?.() === 0)("names it in the administrator's file as well", () => {
      const path = file(
        JSON.stringify({
          clientId: 7,
          tenantId: "policy-tenant",
          authority: "http://evil.example",
          knownAuthorities: "a.example",
          clientid: "misspelt",
          resourceManager: null,
        }),
      );
      expect(readRegistration({}, path, {})).toMatchObject({
        clientId: { value: null, from: null },
        tenantId: { value: "policy-tenant", from: "policy" },
        authority: { value: null, from: null },
        warning: null,
        refused: [
          { name: "clientId", wants: "id" },
          { name: "authority", wants: "address" },
          { name: "knownAuthorities", wants: "list" },
          { name: "clientid", wants: "known_name" },
        ],
      });
    });

    it.runIf(process.getuid?.() === 0)("gives nobody else's for one that is enforced", () => {
      const path = file(JSON.stringify({ clientId: "no good", tenantId: "t", enforced: ["clientId"] }));
      expect(readRegistration({ ...good }, path, typed)).toMatchObject({
        clientId: { value: null, from: "policy" },
        tenantId: { value: "a-tenant.example", from: "environment" },
      });
    });

    it.runIf(process.getuid?.() === 0)(
      "enforces the whole file where what it enforces cannot be read",
      () => {
        const path = file(JSON.stringify({ clientId: "policy", tenantId: "t", enforced: ["clientID"] }));
        expect(readRegistration({ ...good }, path, typed)).toMatchObject({
          clientId: { value: "policy", from: "policy" },
          tenantId: { value: "t", from: "policy" },
          authority: { from: "environment" },
          refused: [{ name: "enforced", wants: "enforced" }],
        });
      },
    );
  });

  it("is where each system keeps such files", () => {
    expect(policyFile("linux", {})).toBe("/etc/assay/policy.json");
    expect(policyFile("darwin", {})).toBe("/Library/Application Support/Assay/policy.json");
    expect(policyFile("win32", { ProgramData: "D:\\Data" })).toContain("Assay");
  });
});
