import { type Exchange, readJson, sendCreated } from "./exchange.ts";
import { fileLimits, purposeOf } from "./files.ts";
import { isObject } from "./json.ts";
import type { Resource } from "./resource.ts";
import { type Extent, openSpool } from "./spool.ts";
import { refusedTraining } from "./training-refusals.ts";

const here = ["127.0.0.1", "[::1]", "localhost"];

/**
 * `POST /files/import {purpose, filename, content_url}`. The sandbox reaches no other computer: it fetches only from this
 * one, and says so of others.
 */
export async function importFile(exchange: Exchange, { files }: Resource): Promise<void> {
  const body = await readJson(exchange);
  const { purpose, filename, content_url: address } = isObject(body) ? body : {};
  if (typeof filename !== "string" || filename === "")
    throw refusedTraining("invalidPayload", "A file has a name.", "filename");
  if (typeof address !== "string" || !URL.canParse(address))
    throw refusedTraining("invalidPayload", "content_url is an address.", "content_url");
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || !here.includes(url.hostname))
    throw refusedTraining(
      "fileImportFailed",
      "The sandbox imports files from this computer only.",
      "content_url",
    );
  const spool = await openSpool();
  try {
    const extents: Extent[] = [];
    let size = 0;
    for await (const bytes of await contentAt(url, exchange.signal)) {
      size += bytes.length;
      if (size > fileLimits.bytes)
        throw refusedTraining("fileImportFailed", "A file has at most 512 MB.", "content_url");
      extents.push(await spool.write(Buffer.from(bytes)));
    }
    files.makeRoom(size);
    const more = { bytes: size, cameWhole: false, expiresAfter: null };
    sendCreated(exchange, files.add({ purpose: purposeOf(purpose), filename }, { spool, extents }, more));
  } catch (error) {
    await spool.close();
    throw error;
  }
}

async function contentAt(url: URL, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const failed = () => refusedTraining("fileImportFailed", "The file could not be fetched.", "content_url");
  const reply = await fetch(url, { signal, redirect: "error" }).catch(() => null);
  if (!reply?.ok || !reply.body) throw failed();
  return reply.body as unknown as AsyncIterable<Uint8Array>;
}
