import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { get } from "node:https";
import { describe, expect, it } from "vitest";
import { createCertificate } from "../../../main/sandbox/certificate.ts";
import { integer, objectId, octetString, sequence, time } from "../../../main/sandbox/der.ts";
import { bearer, sandboxes } from "./running.ts";

const start = sandboxes();

describe("DER", () => {
  it("writes values as the standard's examples do", () => {
    expect(objectId("1.2.840.113549").toString("hex")).toBe("06062a864886f70d");
    expect(integer(Buffer.of(2)).toString("hex")).toBe("020102");
    expect(time(new Date("2026-11-22T01:02:03.456Z")).toString("latin1")).toBe("\x17\x0d261122010203Z");
    expect(sequence(Buffer.alloc(127)).subarray(0, 2).toString("hex")).toBe("307f");
    expect(sequence(Buffer.alloc(200)).subarray(0, 3).toString("hex")).toBe("3081c8");
    expect(octetString(Buffer.alloc(300)).subarray(0, 4).toString("hex")).toBe("0482012c");
    expect(() => octetString(Buffer.alloc(70_000))).toThrow(RangeError);
  });
});

describe("the test certificate", () => {
  it("is signed by its own authority, for this machine only, from yesterday on", () => {
    const { ca, server } = createCertificate();
    const [authority, leaf] = [new X509Certificate(ca), new X509Certificate(server.cert)];
    expect(authority.ca).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect(leaf.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(leaf.checkHost("localhost")).toBe("localhost");
    expect(leaf.checkHost("example.com")).toBeUndefined();
    expect(Date.parse(leaf.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(leaf.validTo)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(createCertificate().ca).not.toBe(ca);
  });

  it("lets in who trusts its authority, and nobody else", async () => {
    const sandbox = await start({ https: true });
    const status = (ca?: Buffer) =>
      new Promise((resolve) => {
        const url = `${sandbox.projectEndpoint}/deployments?api-version=v1`;
        get(url, { headers: bearer(sandbox), agent: false, ...(ca && { ca }) }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        }).on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      });
    expect(sandbox.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await status(readFileSync(sandbox.ca ?? ""))).toBe(200);
    expect(await status()).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  });

  it("leaves no file behind and never writes a key", async () => {
    const sandbox = await start({ https: true });
    const path = sandbox.ca ?? "";
    expect(readFileSync(path, "utf8")).not.toContain("PRIVATE");
    await sandbox.stop();
    expect(existsSync(path)).toBe(false);
  });
});
