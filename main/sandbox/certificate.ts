import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  objectId,
  octetString,
  sequence,
  set,
  time,
  utf8,
} from "./der.ts";

/** A certificate authority made for one run, and a server certificate for this machine that it has signed. */
export interface TestCertificate {
  /** The authority's certificate in PEM. */
  ca: string;
  /** For `https.createServer`. The key exists only in memory. */
  server: { key: string; cert: string };
}

const day = 86_400_000;
const ecdsaWithSha256 = sequence(objectId("1.2.840.10045.4.3.2"));

/** Makes both. Valid from yesterday (clocks differ) for thirty days, for 127.0.0.1, ::1 and localhost. */
export function createCertificate(now = Date.now()): TestCertificate {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const validity = sequence(time(new Date(now - day)), time(new Date(now + 30 * day)));
  const issued = (subject: Buffer, key: KeyObject, extensions: Buffer[]) =>
    signed(
      sequence(
        explicit(0, integer(Buffer.of(2))), // version 3
        integer(Buffer.concat([Buffer.of(0x4a), randomBytes(15)])),
        ecdsaWithSha256,
        nameOf("Assay sandbox test CA"),
        validity,
        subject,
        spki(key),
        explicit(3, sequence(...extensions, authorityKeyId(authority.publicKey))),
      ),
      authority.privateKey,
    );

  return {
    ca: issued(nameOf("Assay sandbox test CA"), authority.publicKey, [
      extension("2.5.29.19", sequence(boolean(true)), "critical"), // basic constraints: an authority
      extension("2.5.29.15", bitString(Buffer.of(0x06), 1), "critical"), // key usage: signs certificates and lists
      subjectKeyId(authority.publicKey),
    ]),
    server: {
      key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      cert: issued(nameOf("localhost"), server.publicKey, [
        extension("2.5.29.19", sequence(), "critical"), // basic constraints: not an authority
        extension("2.5.29.15", bitString(Buffer.of(0x80), 7), "critical"), // key usage: signs handshakes
        extension("2.5.29.37", sequence(objectId("1.3.6.1.5.5.7.3.1"))), // extended key usage: server
        extension("2.5.29.17", sequence(...alternativeNames)),
        subjectKeyId(server.publicKey),
      ]),
    },
  };
}

const alternativeNames = [
  implicit(2, Buffer.from("localhost")), // DNS name
  implicit(7, Buffer.of(127, 0, 0, 1)), // IP addresses
  implicit(7, Buffer.concat([Buffer.alloc(15), Buffer.of(1)])),
];

const nameOf = (commonName: string) => sequence(set(sequence(objectId("2.5.4.3"), utf8(commonName))));

const extension = (id: string, value: Buffer, critical?: "critical") =>
  sequence(objectId(id), ...(critical ? [boolean(true)] : []), octetString(value));

const spki = (key: KeyObject) => key.export({ type: "spki", format: "der" });
const keyId = (key: KeyObject) => createHash("sha256").update(spki(key)).digest().subarray(0, 20);
const subjectKeyId = (key: KeyObject) => extension("2.5.29.14", octetString(keyId(key)));
const authorityKeyId = (key: KeyObject) => extension("2.5.29.35", sequence(implicit(0, keyId(key))));

function signed(content: Buffer, key: KeyObject): string {
  const der = sequence(content, ecdsaWithSha256, bitString(sign("sha256", content, key)));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
