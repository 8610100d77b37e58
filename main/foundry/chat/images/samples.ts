import { openAiSamples } from "../openai-package.ts";
import { imagesRoutes } from "./routes.ts";

/**
 * The making of a picture as source text, with the openai package. A picture is long and no text: what is printed is the
 * beginning of it. Throws `deployment_not_found`.
 */
export const samplesOf = openAiSamples(imagesRoutes, {
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
});
