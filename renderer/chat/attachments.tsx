import { Paperclip, X } from "lucide-react";
import { useRef } from "react";
import type { Input } from "../../preload/contract/index.ts";
import { textOf } from "../../preload/decode.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { FileName } from "./attached.tsx";

const words = strings.chat;

export type Attachment = NonNullable<Input<"chat.send">["attachments"]>[number];

/** The kinds of images the service takes (Azure OpenAI guide to vision-enabled models), and its limit in bytes. */
const imageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const sizeLimit = 20 * 1024 * 1024;

/** Files as they are sent along: images in base64, text as it is. Says of each that is neither why it is not taken. */
export async function readFiles(files: Iterable<File>): Promise<{ taken: Attachment[]; refused: string[] }> {
  const taken: Attachment[] = [];
  const refused: string[] = [];
  for (const file of files) {
    if (file.size > sizeLimit) refused.push(fill(words.tooLarge, { name: file.name }));
    else {
      const read = await readFile(file);
      if (read) taken.push(read);
      else refused.push(fill(words.notAttached, { name: file.name }));
    }
  }
  return { taken, refused };
}

async function readFile(file: File): Promise<Attachment | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { name, type } = file;
  if (imageTypes.includes(type)) return { kind: "image", name, type, data: base64Of(bytes) };
  try {
    return { kind: "text", name, type: type || "text/plain", data: textOf(bytes) };
  } catch {
    return null;
  }
}

function base64Of(bytes: Uint8Array): string {
  const size = 0x8000;
  let binary = "";
  for (let from = 0; from < bytes.length; from += size)
    binary += String.fromCharCode(...bytes.subarray(from, from + size));
  return btoa(binary);
}

/** What is attached so far, each with the way to take it off. */
export function AttachmentRow(props: { attachments: Attachment[]; onChange: (all: Attachment[]) => void }) {
  const { attachments, onChange } = props;
  if (attachments.length === 0) return null;
  return (
    <ul className="attached" aria-label={words.attachments}>
      {attachments.map((one) => (
        <li key={one.name}>
          {one.kind === "image" ? (
            <img src={`data:${one.type};base64,${one.data}`} alt={one.name} />
          ) : (
            <FileName name={one.name} />
          )}
          <button
            type="button"
            className="button quiet square"
            aria-label={fill(words.detach, { name: one.name })}
            onClick={() => onChange(attachments.filter((other) => other !== one))}
          >
            <Icon of={X} size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Asks for files. */
export function AttachButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <button
        type="button"
        className="button quiet square"
        aria-label={words.attach}
        title={words.attach}
        onClick={() => field.current?.click()}
      >
        <Icon of={Paperclip} />
      </button>
    </>
  );
}
