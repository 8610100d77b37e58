export { ModelPicker, useModelChoices } from "./picker.tsx";
export { beginModel, canAsk, useChosen, useModel, useModels } from "./state.ts";
