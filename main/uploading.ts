import { Readable } from "node:stream";
import { net } from "electron";
import type { FetchInit } from "./foundry/http/send.ts";

/** Milliseconds between two looks at how much has left. */
const interval = 200;

/**
 * Sends a body that is a stream with its length, and tells how much of it has left. Electron's own fetch collects such a
 * body in memory piece by piece, which costs the more the longer it is, and says nothing of what has left; so it is
 * collected here at once, and given to Chromium's stack as one.
 */
export async function upload(input: string, init: FetchInit): Promise<Response> {
  const { signal, body, onSent } = init;
  signal?.throwIfAborted();
  // From now on only what Chromium has sent counts.
  onSent?.(0);
  const headers = new Headers(init.headers);
  const bytes = await collected(body as ReadableStream<Uint8Array>, Number(headers.get("content-length")));
  signal?.throwIfAborted();
  // Chromium writes it itself, by the body.
  headers.delete("content-length");
  const request = net.request({
    url: input,
    method: init.method ?? "POST",
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
  });
  for (const [name, value] of headers) request.setHeader(name, value);
  const watch = setInterval(() => onSent?.(request.getUploadProgress().current), interval);
  const stop = () => request.abort();
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise<Response>((resolve, reject) => {
      request.once("response", (reply) => {
        onSent?.(bytes.length);
        const { statusCode: status, headers: said } = reply;
        const ofReply = new Headers();
        for (const [name, value] of Object.entries(said)) ofReply.set(name, [value].flat().join(", "));
        const content = [204, 205, 304].includes(status)
          ? null
          : Readable.toWeb(reply as unknown as Readable);
        resolve(new Response(content as BodyInit | null, { status, headers: ofReply }));
      });
      request.on("error", reject);
      request.once("abort", () => reject(signal?.reason ?? new Error("The request was ended.")));
      request.end(bytes);
    });
  } finally {
    clearInterval(watch);
    signal?.removeEventListener("abort", stop);
  }
}

async function collected(body: ReadableStream<Uint8Array>, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for await (const piece of body) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.subarray(0, at);
}
