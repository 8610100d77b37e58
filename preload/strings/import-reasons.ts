import { fill } from "./fill.ts";

/** What is wrong with a file that is not taken, by the word that the app has for it. */
const reasons: Record<string, string> = {
  too_large: "it is larger than such a file may be, or becomes so when it is unpacked",
  gzip: "it is damaged, or not packed as such files are",
  text: "it is no text in UTF-8",
  json: "it is not JSON",
  names: "it has names in it that would change how a program works",
  format: "it is no file of this kind",
  version: "it does not say which version it is of",
  cut: "it breaks off before its end, or has more in it than it says",
  unreadable: "it cannot be read",
};
const otherVersion = "it is of {version}, which this Assay does not know";
const place = "what stands at “{place}” is not what belongs there";

/** Why a file is not taken, in words. Everything that is no such word is a place in the file. */
export function importReason(why: string): string {
  if (Object.hasOwn(reasons, why)) return reasons[why] ?? "";
  return /^version \S+$/.test(why) ? fill(otherVersion, { version: why }) : fill(place, { place: why });
}
