export { Doctor, DoctorFindings } from "./doctor.tsx";
export { examineConnection, runDoctor, type Subject } from "./state.ts";
