import { expect, it } from "vitest";
import { spokenBy } from "../../../../main/foundry/deployments/speaks.ts";
import { targetOf } from "../server.ts";

const { endpoint } = targetOf("https://r.openai.azure.com");
const unlisted = (model: string) => spokenBy({ name: "d", model, publisher: null }, endpoint).what;

it.each([
  "nomic-embed-text",
  "bge-m3",
  "multilingual-e5-large",
  "all-MiniLM-L6-v2",
  "Cohere-embed-v3-english",
])("%s makes embeddings, by its name alone", (model) => expect(unlisted(model)).toBe("embeddings"));

it.each(["bge-reranker-v2-m3", "whisper", "llama3.2:1b", "gte5000-chat"])("%s makes none", (model) =>
  expect(unlisted(model)).not.toBe("embeddings"),
);
