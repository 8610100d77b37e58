import "./integrations.css";
import { Tabs } from "@base-ui/react/tabs";
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { Icon } from "../ui/icon.tsx";
import { KeyForm } from "./key-form.tsx";
import { LocalServers } from "./local-servers.tsx";
import { OAuthForm } from "./oauth.tsx";
import { type Connected, nothingFor, useConnections } from "./state.ts";

const words = strings.integrations;

/** The ways to connect. Where nothing else is wanted of what is connected, its deployments are shown. */
export function NewConnection({ onConnected }: { onConnected?: Connected }) {
  const [given, setGiven] = useState(() => useConnections.getState().keyFor);
  const [tab, setTab] = useState(given.endpoint === "" ? "oauth" : "key");
  useEffect(() => useConnections.setState({ keyFor: nothingFor }), []);
  const withKey = (endpoint: string, header = "") => {
    setGiven({ endpoint, header });
    setTab("key");
  };
  return (
    <Tabs.Root value={tab} onValueChange={setTab} className="tabbed">
      <Tabs.List className="tabs" aria-label={words.tabsLabel}>
        <Tabs.Tab value="oauth">{words.oauth}</Tabs.Tab>
        <Tabs.Tab value="key">{words.apiKey}</Tabs.Tab>
        <Tabs.Tab value="local">{strings.localServers.tab}</Tabs.Tab>
      </Tabs.List>
      {/* Panels have labels of their own: the tab "API Key" and the field "API Key" would be told apart by nothing else. */}
      <Tabs.Panel value="oauth" className="scroll" aria-labelledby={undefined} aria-label={words.oauthPanel}>
        <OAuthForm {...(onConnected && { onConnected })} onUseKey={withKey} />
      </Tabs.Panel>
      <Tabs.Panel
        value="key"
        className="scroll setup"
        aria-labelledby={undefined}
        aria-label={words.keyPanel}
      >
        <KeyForm given={given.endpoint} givenHeader={given.header} {...(onConnected && { onConnected })} />
        <aside className="setup-side">
          <section>
            <h2>{words.triesTitle}</h2>
            <ul>
              {words.tries.map((line) => (
                <li key={line}>
                  <Icon of={Check} size={14} />
                  {line}
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h2>{words.limitsTitle}</h2>
            <p>{words.limits}</p>
          </section>
        </aside>
      </Tabs.Panel>
      <Tabs.Panel
        value="local"
        className="scroll"
        aria-labelledby={undefined}
        aria-label={strings.localServers.title}
      >
        <LocalServers {...(onConnected && { onConnected })} onAddress={(address) => withKey(address)} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
