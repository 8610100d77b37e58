import { serve } from "../../processes/served.ts";
import { work } from "./work.ts";

serve(work, "evaluation_failed");
