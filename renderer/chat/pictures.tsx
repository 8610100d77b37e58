import "./pictures.css";
import { Check, Copy, Download } from "lucide-react";
import { useRef, useState } from "react";
import type { AttachmentInfo } from "../../preload/contract/conversations.ts";
import { beside } from "../../preload/strings/beside.ts";
import { fill } from "../../preload/strings/fill.ts";
import { sizeText } from "../figures/size.ts";
import { Icon } from "../ui/icon.tsx";
import { useAttachment } from "./attachment.ts";
import { attempt } from "./state.ts";

const words = beside.pictures;

/** The pictures that an answer has, each with its size, to be saved and copied. */
export function Pictures({ pictures }: { pictures: readonly AttachmentInfo[] }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="pictures" aria-label={words.label}>
      {pictures.map((one) => (
        <li key={one.id}>
          <PictureView picture={one} />
        </li>
      ))}
    </ul>
  );
}

function PictureView({ picture: { id, name, type, size } }: { picture: AttachmentInfo }) {
  const data = useAttachment(id);
  const image = useRef<HTMLImageElement>(null);
  const [pixels, setPixels] = useState<{ width: number; height: number } | null>(null);
  const [isBroken, setBroken] = useState(false);
  return (
    <figure className="picture">
      {data !== null && !isBroken && (
        <img
          ref={image}
          src={`data:${type};base64,${data}`}
          alt={name}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
            setPixels({ width, height })
          }
          onError={() => setBroken(true)}
        />
      )}
      {isBroken && <p className="note">{words.notShown}</p>}
      <figcaption>
        <span>
          {pixels && `${fill(words.size, pixels)}, `}
          {sizeText(size)}
        </span>
        <button
          type="button"
          className="button quiet"
          onClick={() => void attempt(window.assay["conversations.saveAttachment"]({ id }))}
        >
          <Icon of={Download} size={14} />
          {words.save}
        </button>
        {pixels && <CopyPicture image={() => image.current} />}
      </figcaption>
    </figure>
  );
}

function CopyPicture({ image }: { image: () => HTMLImageElement | null }) {
  const [state, setState] = useState<"copied" | "failed" | null>(null);
  const copy = async () => {
    const drawn = image();
    if (drawn) setState((await copied(drawn)) ? "copied" : "failed");
  };
  return (
    <>
      <button
        type="button"
        className="button quiet"
        onClick={() => void copy()}
        onBlur={() => setState(null)}
      >
        <Icon of={state === "copied" ? Check : Copy} size={14} />
        {state === "copied" ? words.copied : words.copy}
      </button>
      {state === "failed" && <span role="alert">{words.notCopied}</span>}
    </>
  );
}

/** Puts a picture on the clipboard, which takes PNG alone. Gives whether it could. */
async function copied(image: HTMLImageElement): Promise<boolean> {
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  const png = new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture"))), "image/png"),
  );
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    return true;
  } catch {
    return false;
  }
}
