import { openAiPackage } from "../openai-package.ts";
import { samplesBy } from "../sample-sources.ts";
import type { SampleRequest, Samples } from "../samples.ts";
import { imagesRoutes } from "./routes.ts";

/** The making of a picture as source text, with the openai package. Throws `deployment_not_found`. */
export const samplesOf = (request: SampleRequest): Samples =>
  samplesBy(imagesRoutes(request.target, request.deployment), (url) => openAiPackage(url, pictures), request);

/** A picture is long and no text: what is printed is the beginning of it. */
const pictures = {
  method: "images.generate",
  path: /\/images\/generations\/?$/,
  ofAzure: /\/deployments\//,
  python: {
    event: ['if event.type == "image_generation.completed":', "    print(event.b64_json[:80])"],
    reply: "print(reply.data[0].b64_json[:80])",
  },
  typescript: {
    event: ['if (event.type === "image_generation.completed") console.log(event.b64_json.slice(0, 80));'],
    reply: "console.log(reply.data?.[0]?.b64_json?.slice(0, 80));",
  },
};
