import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/frame.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { keepCompositionApart } from "./composition.ts";
import { restoreRoute } from "./route.ts";
import { startApp } from "./start.ts";
import { leaveField, onLeaving } from "./ui/on-leaving.ts";

keepCompositionApart(window);
restoreRoute();
// Before all that keeps what fields have given it.
onLeaving(leaveField);
startApp();
const place = document.getElementById("root");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
