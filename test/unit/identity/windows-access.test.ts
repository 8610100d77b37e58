import { expect, it } from "vitest";
import { letsOthersWrite } from "../../../main/identity/windows-access.ts";

const administrators = "O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)";

it.each<[string, string, boolean]>([
  ["the administrators' own", administrators, false],
  [
    "one that an installer made",
    "O:SYG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;S-1-5-32-545)",
    false,
  ],
  ["one that others may read by letters", "O:BAG:BAD:(A;;FA;;;BA)(A;;FRFX;;;BU)", false],
  ["one that a user owns", administrators.replace("O:BA", "O:S-1-5-21-1-2-3-1001"), true],
  ["one that users may modify", administrators.replace("0x1200a9", "0x1301bf"), true],
  ["one that everybody may write", "O:BAG:BAD:(A;;FA;;;BA)(A;;FW;;;WD)", true],
  ["one whose rules a user may change", "O:BAG:BAD:(A;;FA;;;BA)(A;;0x1600a9;;;S-1-5-21-1-2-3-1001)", true],
  ["a rule of another kind", "O:BAG:BAD:(A;;FA;;;BA)(XA;;FA;;;WD;(x))", true],
  ["one without rules, which lets everybody", "O:BAG:BAD:NO_ACCESS_CONTROL", true],
  ["nothing that is understood", "access denied", true],
])("%s can be written by ordinary users or not", (_, descriptor, expected) => {
  expect(letsOthersWrite(descriptor, "file")).toBe(expected);
});

it("a folder may let others add to it, but not take away", () => {
  // What %ProgramData% hands down: users may add files and folders.
  const handedDown =
    "O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)";
  expect(letsOthersWrite(handedDown, "folder")).toBe(false);
  expect(letsOthersWrite(handedDown.replace("DCLCRPCR", "0x1301ff"), "folder")).toBe(true);
  expect(letsOthersWrite(handedDown.replace("O:BA", "O:S-1-5-21-1-2-3-1001"), "folder")).toBe(true);
});
