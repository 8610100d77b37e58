import { Lock } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { useApp } from "../app-state.ts";
import { Icon } from "../ui/icon.tsx";

/** Says where a sign-in does not outlast the app, before anybody signs in. */
export function SessionNote() {
  const mode = useApp(({ info }) => info?.protection.mode);
  if (mode !== "session") return null;
  return (
    <p className="note">
      <Icon of={Lock} />
      {strings.integrations.microsoft.sessionOnly}
    </p>
  );
}
