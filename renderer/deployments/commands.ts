import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Command } from "../command.ts";
import { useConnections } from "../connections/index.ts";
import { goTo } from "../route.ts";
import { choose, readDeployments, useDeployments } from "../targets/deployments.ts";

const words = strings.palette;

/** Reading a connection's list anew, and deployments to chat with. */
export function deploymentCommands(): Command[] {
  const refreshes = (useConnections.getState().list ?? []).map(
    ({ id, name }): Command => ({
      id: `refresh ${id}`,
      label: fill(words.refresh, { name }),
      part: "refresh",
      run: () => {
        goTo("deployments", id);
        void readDeployments(id, true);
      },
    }),
  );
  const chats = Object.values(useDeployments.getState().lists).flatMap(({ list }) =>
    (list?.deployments ?? [])
      .filter(({ chat }) => chat.usable)
      .map(
        ({ name }): Command => ({
          id: `chat ${list?.connectionId} ${name}`,
          label: fill(words.chatWith, { name }),
          part: "deployment",
          run: () => {
            choose({ connectionId: list?.connectionId ?? "", deployment: name });
            goTo("chat");
          },
        }),
      ),
  );
  return [...refreshes, ...chats];
}
