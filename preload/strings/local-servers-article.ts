import type { Article } from "./article.ts";

/** How a model on this computer comes to stand beside those in the cloud. Commands and ports: each server's own pages. */
export const localServersArticle: Article = {
  id: "local-servers",
  title: "Models on this computer",
  blocks: [
    {
      text: "A program that serves models on this computer by OpenAI's API is used like a resource: its models stand where deployments do, in chat and in Compare.",
    },
    {
      table: {
        caption: "Servers, what starts them, and where they answer",
        head: ["Server", "Started by", "Address"],
        rows: [
          ["Ollama", "ollama serve", "http://localhost:11434"],
          ["LM Studio", "lms server start", "http://localhost:1234"],
          ["llama.cpp", "llama-server -m FILE", "http://localhost:8080"],
          ["vLLM", "vllm serve MODEL", "http://localhost:8000"],
          [
            "Docker Model Runner",
            "Docker Desktop, with host TCP support",
            "http://localhost:12434/engines/v1",
          ],
          ["Foundry Local", "foundry service start", "what foundry service status says: it changes"],
        ],
      },
    },
    {
      steps: [
        "Start the server.",
        "In Integrations, under This computer, press “Look for local servers”.",
        "Press Connect beside the one that is meant. For another port, enter its address instead.",
      ],
    },
    {
      text: "No key is needed unless the server was started with one; it is sent as a bearer then. A Microsoft sign-in never goes to such a server. Nothing is known of what its tokens cost: type a price, or 0, in the deployment's details or a column's menu.",
    },
    { related: ["local_server_not_running", "local_model_missing", "local_server_wants_key"] },
  ],
};
