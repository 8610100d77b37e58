import type { Package } from "../sample-sources.ts";
import { samplesBy } from "../sample-sources.ts";
import type { SampleRequest, Samples } from "../samples.ts";
import { headers, messagesRoutes } from "./routes.ts";

/** A request of Messages as source text, with the packages of Claude's publisher. Throws `deployment_not_found`. */
export const samplesOf = (request: SampleRequest): Samples =>
  samplesBy(messagesRoutes(request.target, request.deployment), foundryPackage, request);

/** Its own version is newer than the one that all material about Foundry uses, so that it is given that one. */
const foundryPackage = (url: URL): Package => ({
  names: { python: "anthropic", typescript: "@anthropic-ai/foundry-sdk" },
  client: "AnthropicFoundry",
  baseUrl: url.origin + url.pathname.replace(/\/v1\/messages\/?$/, ""),
  version: null,
  keyHeader: "x-api-key",
  headers,
  method: "messages.create",
  python: {
    event: [
      'if event.type == "content_block_delta" and event.delta.type == "text_delta":',
      '    print(event.delta.text, end="", flush=True)',
    ],
    reply: 'print("".join(block.text for block in reply.content if block.type == "text"))',
  },
  typescript: {
    event: [
      'if (event.type === "content_block_delta" && event.delta.type === "text_delta") {',
      "  process.stdout.write(event.delta.text);",
      "}",
    ],
    reply: 'console.log(reply.content.map((block) => (block.type === "text" ? block.text : "")).join(""));',
  },
});
