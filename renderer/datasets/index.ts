export { useDatasets } from "./state.ts";
export { Upload } from "./upload.tsx";
export { Ways } from "./ways.tsx";
