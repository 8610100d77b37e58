import "./palette.css";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { type Command, parts } from "../command.ts";
import { Icon } from "../ui/icon.tsx";
import { isPressed } from "../ui/shortcuts.ts";
import {
  commandOf,
  commands,
  matchingCommands,
  paletteShortcut,
  runCommand,
  shortcutOf,
} from "./commands.ts";
import { closePalette, openPalette, usePalette } from "./state.ts";

const words = strings.palette;
/** Rows that are shown: who wants others types more. */
const most = 50;

/** The palette, and the shortcuts that hold everywhere. */
export function Palette() {
  const isOpen = usePalette(({ isOpen }) => isOpen);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const run = isPressed(paletteShortcut, event) ? openPalette : commandOf(event)?.run;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", listen);
    const end = window.assay.on("app.command", runCommand);
    return () => {
      window.removeEventListener("keydown", listen);
      end();
    };
  }, []);
  return isOpen ? <OpenPalette /> : null;
}

function OpenPalette() {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const all = useMemo(commands, []);
  const shown = matchingCommands(all, text).slice(0, most);
  const selected = shown[Math.min(at, shown.length - 1)];
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another row is selected.
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at, text]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    closePalette();
    command.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, shown.length - 1) + step + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(selected);
    }
  };
  const optionId = (command: Command) => `${listId} ${command.id}`.replaceAll(" ", "-");
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closePalette()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="palette" aria-label={words.title}>
          <div className="palette-field">
            <Icon of={Search} size={14} />
            <input
              dir="auto"
              role="combobox"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={selected && optionId(selected)}
              aria-label={words.title}
              placeholder={words.placeholder}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKey}
            />
          </div>
          <div ref={list} id={listId} role="listbox" aria-label={words.title} className="palette-list">
            {shown.map((command) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
              <div
                key={command.id}
                id={optionId(command)}
                role="option"
                tabIndex={-1}
                aria-selected={command === selected}
                onClick={() => run(command)}
              >
                <span className="grow clip" dir="auto">
                  {command.label}
                </span>
                <span className="muted small">{parts[command.part]}</span>
                {command.shortcut && <span className="shortcut">{shortcutOf(command)}</span>}
              </div>
            ))}
          </div>
          {shown.length === 0 && <p className="none muted small">{words.nothing}</p>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
