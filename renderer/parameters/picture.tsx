import { parameterWords as words } from "../../preload/strings/parameters.ts";
import { type GroupProps, isShown } from "./group.ts";
import { SelectParameter } from "./select-parameter.tsx";

/** Sizes that every model of the gpt-image series makes (Azure OpenAI guide to image generation). */
const sizes = ["1024x1024", "1536x1024", "1024x1536"];

/** What a picture looks like. */
export function Picture(group: GroupProps) {
  const { parameters, set } = group;
  if (!isShown(group, "imageSize") && !isShown(group, "imageQuality")) return null;
  return (
    <>
      <h3>{words.pictureTitle}</h3>
      <SelectParameter
        label={words.imageSize}
        value={parameters.imageSize}
        values={sizes}
        onChange={(imageSize) => set({ imageSize })}
      />
      <SelectParameter
        label={words.imageQuality}
        value={parameters.imageQuality}
        values={["low", "medium", "high"] as const}
        words={words.qualities}
        onChange={(imageQuality) => set({ imageQuality })}
      />
    </>
  );
}
