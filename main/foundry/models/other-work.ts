/** Words in the names of models that answer no chat: those that embed, rank, listen, speak, draw or judge. */
const words = new Set([
  ...[
    "embed",
    "embeds",
    "embedding",
    "embeddings",
    "bge",
    "gte",
    "e5",
    "minilm",
    "colbert",
    "bert",
    "albert",
    "roberta",
    "distilbert",
    "modernbert",
    "splade",
    "mpnet",
    "labse",
    "m3e",
    "uae",
    "text2vec",
    "voyage",
    "sentence",
  ],
  ...["rerank", "reranker", "whisper", "transcribe", "parakeet", "tts", "kokoro", "piper"],
  ...["dalle", "image", "images", "imagen", "flux", "sdxl", "sora", "veo", "moderation", "clip", "siglip"],
]);

/** The same as words that others are joined to, and as two words. */
const within = /embed|rerank|dall-e|stable-?diffusion|text-similarity/;

/** Whether a model's name says that it does other work than chat. For models of which nothing else is said. */
export function doesOtherWork(model: string): boolean {
  const name = model.toLowerCase();
  return within.test(name) || name.split(/[^a-z0-9]+/).some((word) => words.has(word));
}
