import { Download } from "lucide-react";
import { useState } from "react";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { namesOf } from "./alike.ts";
import { copyTable, saveTable, useBench } from "./state.ts";

/** Copies and saves what came of the texts, and says so. */
export function ExportMenu() {
  const result = useBench(({ result }) => result);
  const [said, setSaid] = useState("");
  if (!result) return null;
  const items = namesOf(result.sides).flatMap((name, side): MenuItem[] => {
    const copy = async (what: "similarities" | "vectors") =>
      setSaid((await copyTable({ what, side })) ? words.copied : "");
    const save = async (what: "similarities" | "vectors") => {
      const path = await saveTable({ what, side });
      setSaid(path === null ? "" : fill(words.saved, { path }));
    };
    const { copySimilarities, copyVectors, saveSimilarities, saveVectors } = words.exports;
    return [
      { label: fill(copySimilarities, { name }), onSelect: () => void copy("similarities") },
      { label: fill(copyVectors, { name }), onSelect: () => void copy("vectors") },
      { label: fill(saveSimilarities, { name }), onSelect: () => void save("similarities") },
      { label: fill(saveVectors, { name }), onSelect: () => void save("vectors") },
    ];
  });
  return (
    <>
      <span className="muted small clip" role="status">
        {said}
      </span>
      <Menu label={words.export} items={items} className="button">
        <Icon of={Download} />
        {words.export}
      </Menu>
    </>
  );
}
