import type { LucideIcon } from "lucide-react";

/** An icon on the 16 px grid, with a stroke of 1.5 px at any size. Never read aloud: its control has a name. */
export function Icon({ of: Shape, size = 16 }: { of: LucideIcon; size?: number }) {
  return <Shape className="icon" size={size} strokeWidth={1.5} absoluteStrokeWidth aria-hidden="true" />;
}

/** The app's mark: an octagon, like a hallmark, with its letter. */
export function Mark() {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M5.2 1.6h5.6l3.6 3.6v5.6l-3.6 3.6H5.2l-3.6-3.6V5.2z" />
      <path d="M5.2 11.2 8 4.6l2.8 6.6M6.2 9.2h3.6" />
    </svg>
  );
}
