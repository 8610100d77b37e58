import { openAiSamples } from "../openai-package.ts";
import { chatRoutes } from "./routes.ts";

/** A chat completion as source text, with the openai package. Throws `deployment_not_found`. */
export const samplesOf = openAiSamples(chatRoutes, {
  method: "chat.completions.create",
  path: /\/chat\/completions\/?$/,
  ofAzure: /\/deployments\//,
  python: {
    event: ["if event.choices:", '    print(event.choices[0].delta.content or "", end="", flush=True)'],
    reply: "print(reply.choices[0].message.content)",
  },
  typescript: {
    event: ['process.stdout.write(event.choices[0]?.delta?.content ?? "");'],
    reply: 'console.log(reply.choices[0]?.message.content ?? "");',
  },
});
