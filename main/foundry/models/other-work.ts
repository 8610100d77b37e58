import type { Speaks } from "../../../preload/contract/deployments.ts";

/** What models that do not answer in text do. */
type Work = Exclude<Speaks, "chat" | "responses" | "messages">;

/**
 * How the names of models begin that do other work, without their publisher's (Foundry's catalog; image and audio models
 * pages of Azure OpenAI). Some of their rows say that they answer chat, and they don't (recorded rows of FLUX).
 */
const beginnings: readonly [RegExp, Work][] = [
  [/^(?:gpt-image|dall-?e)(?![a-z])/, "images"],
  [/^(?:flux|mai-image|stable-image|stable-diffusion|sdxl)(?![a-z])/, "pictures"],
  [/^(?:text-embedding|cohere-embed|embed-v)(?![a-z])/, "embeddings"],
  [/^(?:whisper|tts|gpt-realtime|gpt-audio|mai-voice|mai-transcribe)(?![a-z])/, "audio"],
  [/^gpt-[\w.]+(?:-mini)?-(?:audio|realtime|transcribe|tts)(?![a-z])/, "audio"],
  [/^sora(?![a-z])/, "video"],
  [/^(?:cohere-)?rerank(?![a-z])/, "ranking"],
  [/^(?:cohere-parse|mistral-ocr|mistral-document-ai)(?![a-z])/, "other"],
];

/** Words in names of models that do other work, and parts that others are joined to. */
const words: readonly [Work, ReadonlySet<string>, RegExp | null][] = [
  ["ranking", new Set(["rerank", "reranker", "colbert"]), /rerank/],
  [
    "embeddings",
    new Set([
      ...["embed", "embeds", "embedding", "embeddings", "bge", "gte", "e5", "minilm", "bert", "albert"],
      ...["roberta", "distilbert", "modernbert", "splade", "mpnet", "labse", "m3e", "uae", "text2vec"],
      ...["voyage", "sentence", "clip", "siglip"],
    ]),
    /embed|text-similarity/,
  ],
  ["audio", new Set(["whisper", "transcribe", "parakeet", "tts", "kokoro", "piper"]), null],
  ["images", new Set(["dalle"]), /dall-e/],
  ["pictures", new Set(["image", "images", "imagen", "flux", "sdxl"]), /stable-?diffusion/],
  ["video", new Set(["sora", "veo"]), null],
  ["other", new Set(["moderation"]), null],
];

/** The other work of a model of Foundry's catalog; null where its name is that of none. */
export function workOf(model: string): Work | null {
  const name = withoutPublisher(model);
  return beginnings.find(([beginning]) => beginning.test(name))?.[1] ?? null;
}

/** The other work that a model's name hints at; null where it does not. For models of which nothing else is said. */
export function guessedWork(model: string): Work | null {
  const name = model.toLowerCase();
  const own = name.split(/[^a-z0-9]+/);
  const found = words.find(([, known, within]) => within?.test(name) || own.some((word) => known.has(word)));
  return workOf(model) ?? found?.[0] ?? null;
}

const withoutPublisher = (model: string) => model.toLowerCase().replace(/^.*\//, "");
