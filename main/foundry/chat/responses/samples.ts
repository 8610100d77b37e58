import { openAiSamples } from "../openai-package.ts";
import { responsesRoutes } from "./routes.ts";

/** A request of Responses as source text, with the openai package. Throws `deployment_not_found`. */
export const samplesOf = openAiSamples(responsesRoutes, {
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
});
