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
      warning: null,
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

  it.runIf(process.getuid?.() === 0).each(["{", "[]", '{"authority":"http://evil.example"}'])(
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

  it("is where each system keeps such files", () => {
    expect(policyFile("linux", {})).toBe("/etc/assay/policy.json");
    expect(policyFile("darwin", {})).toBe("/Library/Application Support/Assay/policy.json");
    expect(policyFile("win32", { ProgramData: "D:\\Data" })).toContain("Assay");
  });
});
