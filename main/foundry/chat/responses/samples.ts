import { openAiPackage } from "../openai-package.ts";
import { samplesBy } from "../sample-sources.ts";
import type { SampleRequest, Samples } from "../samples.ts";
import { responsesRoutes } from "./routes.ts";

/** A request of Responses as source text, with the openai package. Throws `deployment_not_found`. */
export const samplesOf = (request: SampleRequest): Samples =>
  samplesBy(
    responsesRoutes(request.target, request.deployment),
    (url) => openAiPackage(url, responses),
    request,
  );

const responses = {
  method: "responses.create",
  path: /\/responses\/?$/,
  ofAzure: /\/openai\/responses\/?$/,
  python: {
    event: ['if event.type == "response.output_text.delta":', '    print(event.delta, end="", flush=True)'],
    reply: "print(reply.output_text)",
  },
  typescript: {
    event: ['if (event.type === "response.output_text.delta") process.stdout.write(event.delta);'],
    reply: "console.log(reply.output_text);",
  },
};
