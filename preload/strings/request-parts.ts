/** What of a request may be too much, after a number. */
export const requestParts: Record<string, string> = {
  messages: "messages",
  characters: "characters in its longest message",
  images: "images",
  imageBytes: "bytes in its largest image",
  bytes: "bytes of texts and files together",
};
